//! What came of all conversations: leads, deals and activities, to be looked through and exported (A13).

use crate::clock;
use crate::i18n::use_i18n;
use crate::icons::{Icon, Shape, Size};
use crate::intl::{self, Style};
use crate::ipc;
use crate::parts::empty::Empty;
use crate::parts::segments::Segments;
use crate::parts::table_export::TableExport;
use crate::state::{DeskState, Notice, Toasts};
use crate::words;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::{t, t_string, td_string};
use protocol::crm::EntryKind;
use protocol::ipc::crm::{EntryFilter, EntryPage, EntryRow, ExportEntries, ListEntries};
use protocol::ipc::events::ConsoleEvent;

/// Rows shown at first, and more at each asking.
const ROWS: i64 = 50;
/// Days back; none: since ever.
const PERIODS: [Option<i64>; 4] = [Some(30), Some(7), Some(365), None];

#[component]
pub fn EntryList() -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let toasts = expect_context::<Toasts>();
    let (what, days, limit) = (RwSignal::new(None), RwSignal::new(PERIODS[0]), RwSignal::new(ROWS));
    let page = RwSignal::new(None::<EntryPage>);
    let filter =
        move || EntryFilter { project: desk.project(), what: what.get(), since: days.get().map(clock::days_ago) };
    let read = move || {
        let list = ListEntries { filter: filter(), limit: limit.get() };
        spawn_local(async move {
            match ipc::call(list).await {
                Ok(listed) => drop(page.try_set(Some(listed))),
                Err(failure) => toasts.tell(Notice::Refused { conversation: None, code: failure.code }),
            }
        });
    };
    Effect::new(read);
    desk.events.listen(move |event| {
        if matches!(event, ConsoleEvent::InboxChanged | ConsoleEvent::ConversationsChanged { .. }) {
            untrack(read);
        }
    });
    let kinds = [None].into_iter().chain(EntryKind::ALL.iter().map(|&kind| Some(kind))).map(|kind| {
        let word = Signal::derive(move || match kind {
            None => t_string!(i18n, crm.all).to_owned(),
            Some(kind) => words::entries(i18n.get_locale(), kind).to_owned(),
        });
        (kind, word)
    });
    let total = move || page.with(|page| page.as_ref().map_or(0, |page| page.total));
    let none = move || page.with(|page| page.as_ref().is_some_and(|page| page.total == 0));
    let more = move || limit.get() < total();
    let rows = move || page.get().map(|page| page.rows).unwrap_or_default();
    view! {
        <section class="entry-list" data-testid="entry-list">
            <h2>{t!(i18n, crm.title)}</h2>
            <div class="entry-list__bar">
                <Segments
                    label=Signal::derive(move || t_string!(i18n, crm.kind).to_owned())
                    options=kinds.collect()
                    chosen=what
                    choose=Callback::new(move |kind| { what.set(kind); limit.set(ROWS); })
                    name="entries-kind"
                />
                <select
                    class="select"
                    data-testid="entries-period"
                    aria-label=move || t_string!(i18n, search.period)
                    on:change=move |event| {
                        days.set(event_target_value(&event).parse().ok());
                        limit.set(ROWS);
                    }
                >
                    {PERIODS.map(|days| view! {
                        <option value=days.map(|days| days.to_string()).unwrap_or_default()>{move || words::period(i18n.get_locale(), days)}</option>
                    }).collect_view()}
                </select>
                <span class="muted" role="status" data-testid="entries-count">{move || t_string!(i18n, crm.count, count = total()).to_string()}</span>
                <span class="grow"></span>
                <TableExport
                    name="entries"
                    label=|locale, format| td_string!(locale, crm.export, format = format).to_string()
                    none=Signal::derive(none)
                    save=Callback::new(move |format| toasts.save(ExportEntries { filter: untrack(filter), format }))
                />
            </div>
            <Show when=move || !none()>
                <div class="entry-list__scroll" tabindex="0" role="group" aria-label=move || t_string!(i18n, crm.title)>
                    <table class="table">
                        <thead>
                            <tr>
                                <th scope="col">{t!(i18n, crm.entry_title)}</th>
                                <th scope="col">{t!(i18n, crm.person)}</th>
                                <th scope="col" class="num">{t!(i18n, crm.value)}</th>
                                <th scope="col">{t!(i18n, crm.day)}</th>
                                <th scope="col">{t!(i18n, crm.created_at)}</th>
                                <th scope="col">{t!(i18n, crm.created_by)}</th>
                            </tr>
                        </thead>
                        <tbody>
                            <For each=rows key=|row| (row.entry.id, row.value.clone(), row.closing.clone(), row.visitor_name.clone()) let:row>
                                <Row row />
                            </For>
                        </tbody>
                    </table>
                </div>
            </Show>
            <Show when=more>
                <button class="button" type="button" data-testid="entries-more" on:click=move |_| limit.update(|limit| *limit += ROWS)>
                    {t!(i18n, crm.show_more)}
                </button>
            </Show>
            <Show when=none>
                <Empty
                    shape=Shape::Briefcase
                    title=Signal::derive(move || t_string!(i18n, crm.none).to_owned())
                    hint=Signal::derive(move || t_string!(i18n, crm.none_hint).to_owned())
                />
            </Show>
        </section>
    }
}

/// Leads to its conversation.
#[component]
fn Row(row: EntryRow) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let EntryRow { entry, conversation, visitor_name, visitor_number, value, closing, .. } = row;
    let person = move || words::name_or_number(i18n.get_locale(), visitor_name.as_deref(), visitor_number);
    // A lead and a deal have their conversation's; an activity has a day of its own, and no value.
    let (value, day) = match entry.what {
        EntryKind::Activity => (None, entry.due),
        EntryKind::Lead | EntryKind::Deal => (value, closing),
    };
    let by = entry.by.map(|by| by.name);
    let (what, at) = (entry.what, entry.at);
    view! {
        <tr data-testid="entry-row" data-kind=what.as_str()>
            <td>
                <button class="entry-list__title" type="button" on:click=move |_| desk.open(conversation, None)>
                    <Icon shape=words::entry_shape(what) size=Size::Small />
                    <span class="visually-hidden">{move || words::entry(i18n.get_locale(), what)}</span>
                    <span class="truncate" dir="auto">{entry.title}</span>
                </button>
            </td>
            <td class="truncate" dir="auto">{person}</td>
            <td class="num">{move || value.as_deref().map(|value| intl::money(i18n.get_locale(), value))}</td>
            <td>{move || day.as_deref().map(|day| intl::iso_day(i18n.get_locale(), Style::ShortDate, day))}</td>
            <td>{move || intl::moment(i18n.get_locale(), Style::ShortDate, at)}</td>
            <td class="truncate" dir="auto">{move || by.clone().unwrap_or_else(|| t_string!(i18n, thread.assistant).to_owned())}</td>
        </tr>
    }
}
