//! A small table that is written in: rows of so many cells, added and taken away.

use crate::i18n::{Locale, use_i18n};
use crate::icons::{Icon, Shape, Size};
use crate::state::Cells;
use leptos::prelude::*;
use leptos_i18n::t_string;
use protocol::limits::LINE_MAX_CHARS;

#[component]
pub fn CellsEditor<const N: usize>(
    cells: Cells<N>,
    /// `data-testid` of a row; of its cells this, a dash and their place, counted from 1.
    name: &'static str,
    titles: fn(Locale) -> [&'static str; N],
    #[prop(into)] add: Signal<String>,
    #[prop(into)] none: Signal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let title = move |place: usize| titles(i18n.get_locale())[place];
    let is_empty = Memo::new(move |_| cells.rows.with(Vec::is_empty));
    view! {
        <div class="cells" data-columns=N.to_string()>
            <Show when=move || !is_empty.get() fallback=move || view! { <p class="muted cells__none">{none}</p> }>
                <div class="cells__row" aria-hidden="true">
                    {(0..N).map(|place| view! { <span class="label">{move || title(place)}</span> }).collect_view()}
                </div>
            </Show>
            <For each=move || cells.rows.get() key=|row| row.id let:row>
                <div class="cells__row" data-testid=name>
                    {row.cells.into_iter().enumerate().map(|(place, cell)| view! {
                        <span class="field field--s">
                            <input
                                dir="auto"
                                data-testid=format!("{name}-{}", place + 1)
                                aria-label=move || title(place)
                                maxlength=LINE_MAX_CHARS.to_string()
                                prop:value=move || cell.get()
                                on:input=move |event| cell.set(event_target_value(&event))
                            />
                        </span>
                    }).collect_view()}
                    <button
                        class="icon-button icon-button--s"
                        type="button"
                        aria-label=move || t_string!(i18n, project.remove, name = row.cells[0].get()).to_string()
                        on:click=move |_| cells.rows.update(|rows| rows.retain(|one| one.id != row.id))
                    >
                        <Icon shape=Shape::X size=Size::Small />
                    </button>
                </div>
            </For>
            <button class="button button--ghost" type="button" data-testid=format!("{name}-add") on:click=move |_| cells.add()>
                <Icon shape=Shape::Plus size=Size::Small />
                {add}
            </button>
        </div>
    }
}
