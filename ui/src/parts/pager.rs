//! Which page of a long list is shown, and the way to the others.

use crate::i18n::use_i18n;
use crate::icons::{Shape, Size};
use crate::intl;
use crate::pages;
use crate::parts::icon_button::IconButton;
use leptos::prelude::*;
use leptos_i18n::{t_string, td_string};

#[component]
pub fn Pager(
    /// From 0.
    page: RwSignal<i64>,
    /// The last one.
    #[prop(into)]
    last: Signal<i64>,
    /// "1–20 of 1,137"; nothing of nothing.
    count: Signal<Option<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    // What is shown may have become less than the page that was asked for.
    let here = Memo::new(move |_| page.get().clamp(0, last.get()));
    let go = move |to: i64| page.set(to.clamp(0, last.get_untracked()));
    view! {
        <nav class="pager" aria-label=move || t_string!(i18n, visitors.pages)>
            <span role="status" data-testid="pager-count">{count}</span>
            <span class="grow"></span>
            <Show when=move || { last.get() > 0 }>
                <IconButton
                    id="pager-previous"
                    shape=Shape::ChevronLeft
                    size=Size::Small
                    label=|l| td_string!(l, visitors.previous_page)
                    act=move || go(here.get_untracked() - 1)
                    disabled=Signal::derive(move || here.get() == 0)
                />
                <For each=move || pages::around(here.get(), last.get()) key=|one| *one let:one>
                    {match one {
                        pages::Link::Gap(_) => view! { <span aria-hidden="true">"…"</span> }.into_any(),
                        pages::Link::To(one) => view! {
                            <button
                                class="pager__page"
                                type="button"
                                data-testid="pager-page"
                                aria-label=move || t_string!(i18n, visitors.page, n = intl::number(i18n.get_locale(), one + 1)).to_string()
                                aria-current=move || (here.get() == one).then_some("page")
                                on:click=move |_| go(one)
                            >
                                {move || intl::number(i18n.get_locale(), one + 1)}
                            </button>
                        }
                        .into_any(),
                    }}
                </For>
                <IconButton
                    id="pager-next"
                    shape=Shape::ChevronRight
                    size=Size::Small
                    label=|l| td_string!(l, visitors.next_page)
                    act=move || go(here.get_untracked() + 1)
                    disabled=Signal::derive(move || here.get() == last.get())
                />
            </Show>
        </nav>
    }
}
