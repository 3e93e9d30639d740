//! What is listed, as a file for a spreadsheet: one button for each kind.

use crate::icons::{Icon, Shape, Size};
use leptos::prelude::*;
use protocol::ipc::crm::TableFormat;

#[component]
pub fn TableExport(
    /// `data-testid` of each button is this, a dash and its format.
    name: &'static str,
    /// What a button does, by what its format is called.
    label: fn(crate::i18n::Locale, &'static str) -> String,
    /// There is nothing to export.
    #[prop(into)]
    none: Signal<bool>,
    save: Callback<TableFormat>,
) -> impl IntoView {
    let i18n = crate::i18n::use_i18n();
    [(TableFormat::Xlsx, "Excel"), (TableFormat::Csv, "CSV")]
        .map(|(format, called)| {
            view! {
                <button
                    class="button"
                    type="button"
                    data-testid=format!("{name}-{format}")
                    aria-label=move || label(i18n.get_locale(), called)
                    title=move || label(i18n.get_locale(), called)
                    disabled=none
                    on:click=move |_| save.run(format)
                >
                    <Icon shape=Shape::Download size=Size::Small />
                    {called}
                </button>
            }
        })
        .collect_view()
}
