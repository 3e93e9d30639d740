//! All that the filters find, as a file (V13): one menu beside the buttons for the page, and how far it is.

use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape, Size};
use crate::intl;
use crate::parts::menu::{Menu, MenuBox};
use crate::state::{DeskState, VisitorsState};
use crate::words;
use leptos::prelude::*;
use leptos_i18n::{t, t_string};
use protocol::ipc::crm::TableFormat;
use protocol::ipc::session::CsvSeparator;

#[component]
pub fn ExportAll(
    /// How many that are.
    total: Memo<Option<i64>>,
    save: Callback<TableFormat>,
) -> impl IntoView {
    let i18n = use_i18n();
    let visitors = expect_context::<VisitorsState>();
    let menu = Menu::new();
    let count = move || intl::number(i18n.get_locale(), total.get().unwrap_or(0));
    view! {
        <MenuBox menu>
            <button
                class="icon-button"
                type="button"
                data-testid="export-all"
                node_ref=menu.opener
                aria-haspopup="menu"
                aria-expanded=move || menu.open.get().to_string()
                aria-label=move || t_string!(i18n, visitors.export_all)
                title=move || t_string!(i18n, visitors.export_all)
                disabled=move || total.get().unwrap_or(0) == 0 || visitors.exporting.get().is_some()
                on:click=move |_| menu.toggle()
            >
                <Icon shape=Shape::ChevronDown size=Size::Small />
            </button>
            <Show when=move || menu.open.get()>
                <div class="menu__list menu__list--right" role="menu" aria-label=move || t_string!(i18n, visitors.export_all)>
                    {[(TableFormat::Xlsx, "Excel"), (TableFormat::Csv, "CSV")].map(|(format, called)| view! {
                        <button
                            class="menu__item"
                            type="button"
                            role="menuitem"
                            data-testid=format!("export-all-{format}")
                            on:click=move |_| {
                                menu.close();
                                save.run(format);
                            }
                        >
                            <Icon shape=Shape::Download size=Size::Small />
                            {move || t_string!(i18n, visitors.export_all_as, count = count(), format = called).to_string()}
                        </button>
                    })}
                    <Separators />
                </div>
            </Show>
        </MenuBox>
    }
}

/// What stands between the cells of a CSV, here and wherever one is written; it is remembered.
#[component]
fn Separators() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let chosen = Memo::new(move |_| {
        let expected = CsvSeparator::expected(words::told_locale(i18n.get_locale()));
        desk.preferences().csv_separator.unwrap_or(expected)
    });
    view! {
        <div class="menu__rule" role="separator"></div>
        <p class="menu__note" aria-hidden="true">{t!(i18n, csv.title)}</p>
        <div role="group" aria-label=move || t_string!(i18n, csv.title)>
            {CsvSeparator::ALL.iter().map(|&one| view! {
                <button
                    class="menu__item"
                    type="button"
                    role="menuitemradio"
                    data-testid=format!("csv-{one}")
                    aria-checked=move || (chosen.get() == one).to_string()
                    on:click=move |_| desk.prefer(|preferences| preferences.csv_separator = Some(one))
                >
                    <span class="grow">
                        {move || match one {
                            CsvSeparator::Semicolon => t_string!(i18n, csv.semicolon),
                            CsvSeparator::Comma => t_string!(i18n, csv.comma),
                            CsvSeparator::Tab => t_string!(i18n, csv.tab),
                        }}
                    </span>
                    <Show when=move || chosen.get() == one>
                        <Icon shape=Shape::Check size=Size::Small />
                    </Show>
                </button>
            }).collect_view()}
        </div>
    }
}

/// While it is written.
#[component]
pub fn ExportUnderway() -> impl IntoView {
    let i18n = use_i18n();
    let visitors = expect_context::<VisitorsState>();
    let exporting = visitors.exporting;
    let number = move |n: u64| intl::number(i18n.get_locale(), n as i64);
    let told = move || {
        let (done, total) = exporting.get().unwrap_or_default();
        t_string!(i18n, visitors.exporting, done = number(done), total = number(total)).to_string()
    };
    view! {
        <Show when=move || exporting.get().is_some()>
            <div class="visitors__exporting" data-testid="export-progress">
                <progress
                    max=move || exporting.get().unwrap_or_default().1.to_string()
                    value=move || exporting.get().unwrap_or_default().0.to_string()
                    aria-label=move || t_string!(i18n, visitors.export_all)
                ></progress>
                <span class="grow">{told}</span>
                <button class="button button--small" type="button" data-testid="export-cancel" on:click=move |_| visitors.cancel_export()>
                    {t!(i18n, app.cancel)}
                </button>
            </div>
        </Show>
    }
}
