//! What was created in the conversation, and creating more: a lead, a deal, an activity (A13).

use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape, Size};
use crate::intl::{self, Style};
use crate::parts::menu::{Menu, MenuBox};
use crate::parts::outside_link;
use crate::state::{DialogueState, SheetState, Toasts};
use crate::{clock, day, words};
use leptos::ev;
use leptos::html::Input;
use leptos::prelude::*;
use leptos_i18n::{t, t_string};
use protocol::crm::{EntryKind, SheetField};
use protocol::ipc::crm::EntryView;
use protocol::ipc::thread::UnsentState;
use protocol::limits::LINE_MAX_CHARS;

#[component]
pub fn Entries() -> impl IntoView {
    let i18n = use_i18n();
    let sheet = expect_context::<SheetState>();
    let entries = Memo::new(move |_| sheet.entries());
    let trouble = Memo::new(move |_| sheet.trouble());
    view! {
        <Show when=move || entries.with(|entries| !entries.is_empty())>
            <ul class="crm__entries" role="list" aria-label=move || t_string!(i18n, crm.entries)>
                <For each=move || entries.get() key=|entry| (entry.id, entry.unsent.clone(), entry.page.clone()) let:entry>
                    <Entry entry />
                </For>
            </ul>
        </Show>
        {move || trouble.get().map(|code| view! {
            <p class="crm__trouble" role="status" data-testid="crm-trouble">
                {move || {
                    let locale = i18n.get_locale();
                    t_string!(i18n, crm.not_there, cause = words::cause(locale, &code)).to_string()
                }}
            </p>
        })}
    }
}

#[component]
fn Entry(entry: EntryView) -> impl IntoView {
    let i18n = use_i18n();
    let sheet = expect_context::<SheetState>();
    let EntryView { id, what, title, due, at, page, unsent, .. } = entry;
    let toasts = expect_context::<Toasts>();
    let row = NodeRef::<leptos::html::Li>::new();
    // The thread led here.
    Effect::new(move |_| {
        if sheet.revealed.get() == Some(id)
            && let Some(row) = row.get()
        {
            row.scroll_into_view();
            let _ = row.focus();
            sheet.revealed.set(None);
        }
    });
    let when = move || {
        let locale = i18n.get_locale();
        match &due {
            Some(due) => intl::iso_day(locale, Style::ShortDate, due),
            None => intl::moment(locale, Style::ShortDay, at),
        }
    };
    let failed = match &unsent {
        Some(UnsentState::Refused { code }) => Some(code.clone()),
        _ => None,
    };
    let waits = unsent.is_some() && failed.is_none();
    view! {
        <li
            class="crm__entry"
            class:crm__entry--waits=waits
            tabindex="-1"
            node_ref=row
            data-testid="crm-entry"
            data-kind=what.as_str()
            data-state=if failed.is_some() { "failed" } else if waits { "waits" } else { "kept" }
        >
            <Icon shape=words::entry_shape(what) size=Size::Small />
            <span class="visually-hidden">{move || words::entry(i18n.get_locale(), what)}</span>
            <span class="truncate grow" dir="auto" title=title.clone()>{title.clone()}</span>
            {page.map(|url| view! {
                <button
                    class="icon-button icon-button--s"
                    type="button"
                    data-testid="entry-page"
                    title=url.clone()
                    aria-label=move || t_string!(i18n, crm.open_there)
                    on:click=move |_| outside_link::open(toasts, url.clone())
                >
                    <Icon shape=Shape::ExternalLink size=Size::Small />
                </button>
            })}
            <span class="muted">{move || if waits { t_string!(i18n, crm.pending).to_owned() } else { when() }}</span>
        </li>
        {failed.map(|code| view! {
            <li class="crm__fault" role="alert">
                <p>{move || {
                    let locale = i18n.get_locale();
                    t_string!(i18n, crm.entry_failed, cause = words::cause(locale, &code)).to_string()
                }}</p>
                <button class="link" type="button" on:click=move |_| sheet.retry(id)>{t!(i18n, app.try_again)}</button>
                <button class="link" type="button" on:click=move |_| sheet.discard(id)>{t!(i18n, crm.discard)}</button>
            </li>
        })}
    }
}

#[component]
pub fn CreateEntries() -> impl IntoView {
    let i18n = use_i18n();
    let asked = RwSignal::new(None::<EntryKind>);
    let menu = Menu::new();
    let ask = move |what| {
        menu.open.set(false);
        asked.set(Some(what));
    };
    let others = [EntryKind::Deal, EntryKind::Activity];
    view! {
        <div class="crm__create" hidden=move || asked.with(Option::is_some)>
            <button class="button button--split-l grow" type="button" data-testid="create-lead" on:click=move |_| ask(EntryKind::Lead)>
                <Icon shape=Shape::Plus size=Size::Small />
                {t!(i18n, crm.create_lead)}
            </button>
            <MenuBox menu>
                <button
                    class="button button--split-r"
                    type="button"
                    data-testid="crm-menu"
                    aria-haspopup="menu"
                    aria-expanded=move || menu.open.get().to_string()
                    aria-label=move || t_string!(i18n, crm.more)
                    title=move || t_string!(i18n, crm.more)
                    node_ref=menu.opener
                    on:click=move |_| menu.toggle()
                >
                    <Icon shape=Shape::Ellipsis size=Size::Small />
                </button>
                <Show when=move || menu.open.get()>
                    <div class="menu__list menu__list--right menu__list--up" role="menu" aria-label=move || t_string!(i18n, crm.more)>
                        {others.map(|what| view! {
                            <button class="menu__item" type="button" role="menuitem" data-testid=format!("create-{what}") on:click=move |_| ask(what)>
                                <Icon shape=words::entry_shape(what) />
                                {move || words::create(i18n.get_locale(), what)}
                            </button>
                        }).collect_view()}
                    </div>
                </Show>
            </MenuBox>
        </div>
        {move || asked.get().map(|what| view! { <EntryForm what asked /> })}
    }
}

/// What it is called, and for an activity the day; it begins with the organisation's name, or the person's.
#[component]
fn EntryForm(what: EntryKind, asked: RwSignal<Option<EntryKind>>) -> impl IntoView {
    let i18n = use_i18n();
    let sheet = expect_context::<SheetState>();
    let dialogue = expect_context::<DialogueState>();
    let known = [SheetField::Organisation, SheetField::Name].map(|field| untrack(|| sheet.field(field)).value);
    let locale = i18n.get_locale_untracked();
    let visitor = || dialogue.head.with_untracked(|head| words::visitor_name(locale, &head.row));
    let title = RwSignal::new(known.into_iter().flatten().next().unwrap_or_else(visitor));
    let due = RwSignal::new(String::new());
    let input = NodeRef::<Input>::new();
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            // Before the first key: what is typed takes the place of what is proposed.
            input.set_value(&title.get_untracked());
            let _ = input.focus();
            input.select();
        }
    });
    let day = move || {
        let text = due.get();
        if text.trim().is_empty() { Some(None) } else { day::read(&text, &intl::iso_today(clock::now())).map(Some) }
    };
    let ready = move || title.with(|title| !title.trim().is_empty()) && day().is_some();
    let create = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if untrack(ready) {
            sheet.create(what, title.get_untracked().trim().to_owned(), untrack(day).flatten());
            asked.set(None);
        }
    };
    view! {
        <form
            class="crm__form"
            data-testid="entry-form"
            aria-label=move || words::create(i18n.get_locale(), what)
            on:submit=create
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    event.stop_propagation();
                    asked.set(None);
                }
            }
        >
            <p class="crm__what">
                <Icon shape=words::entry_shape(what) size=Size::Small />
                {move || words::create(i18n.get_locale(), what)}
            </p>
            <label>
                <span class="label">{t!(i18n, crm.entry_title)}</span>
                <span class="field field--s">
                    <input
                        data-testid="entry-title"
                        maxlength=LINE_MAX_CHARS.to_string()
                        dir="auto"
                        autocomplete="off"
                        node_ref=input
                        prop:value=move || title.get()
                        on:input=move |event| title.set(event_target_value(&event))
                    />
                </span>
            </label>
            {(what == EntryKind::Activity).then(|| view! {
                <label>
                    <span class="label">{t!(i18n, crm.due)}</span>
                    <span class="field field--s">
                        <input
                            data-testid="entry-due"
                            autocomplete="off"
                            placeholder=move || t_string!(i18n, crm.day_form)
                            aria-invalid=move || day().is_none().then_some("true")
                            prop:value=move || due.get()
                            on:input=move |event| due.set(event_target_value(&event))
                        />
                        <Icon shape=Shape::Calendar size=Size::Small />
                    </span>
                </label>
            })}
            <div class="dialog__foot">
                <button class="button" type="button" on:click=move |_| asked.set(None)>{t!(i18n, app.cancel)}</button>
                <button class="button button--primary" type="submit" data-testid="entry-create" disabled=move || !ready()>
                    {t!(i18n, crm.create)}
                </button>
            </div>
        </form>
    }
}
