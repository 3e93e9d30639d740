//! The column of conversations: project, search, and the folders as open sections of one list.
//!
//! Only the rows in sight are in the page, whatever the folder holds; every section keeps its full
//! height, so that the scroll bar tells the truth.

use crate::element_size::observe_size;
use crate::folder_cache::FolderCache;
use crate::i18n::use_i18n;
use crate::icons::Shape;
use crate::parts::banner::Banner;
use crate::parts::conversation_row::ConversationItem;
use crate::parts::empty::Empty;
use crate::parts::filling::FillingBar;
use crate::parts::folder::FolderHead;
use crate::parts::not_sent::NotSent;
use crate::parts::project_menu::ProjectMenu;
use crate::parts::search_field::SearchField;
use crate::parts::search_results::SearchResults;
use crate::parts::skeleton::RowSkeleton;
use crate::state::{DeskState, InboxState, Sight};
use crate::virtual_list::rows_in_sight;
use crate::words;
use leptos::html::Div;
use leptos::prelude::*;
use leptos_i18n::{t, t_string};
use protocol::ConversationId;
use protocol::ipc::inbox::Folder;
use std::ops::Range;

const ROW: f64 = 68.0;
const HEAD: f64 = 32.0;
const EMPTY: f64 = 132.0;
/// Rows drawn beyond each edge, so that a fast wheel meets no hole.
const SPARE: usize = 8;

#[component]
pub fn Inbox() -> impl IntoView {
    let i18n = use_i18n();
    let inbox = expect_context::<InboxState>();
    let searching = Memo::new(move |_| !inbox.query.with(|query| query.trim().is_empty()));
    let failed = Signal::derive(move || {
        inbox.failed.get().map(|code| words::sentence(i18n.get_locale(), &code)).unwrap_or_default()
    });
    view! {
        <aside class="inbox" aria-label=move || t_string!(i18n, inbox.label)>
            <ProjectMenu />
            <SearchField />
            <FillingBar />
            <Show when=move || inbox.failed.with(Option::is_some)>
                <Banner shape=Shape::CircleAlert class="banner--error" text=failed>
                    <button class="link" type="button" on:click=move |_| inbox.refresh()>
                        {t!(i18n, app.try_again)}
                    </button>
                </Banner>
            </Show>
            {move || if searching.get() {
                view! { <SearchResults /> }.into_any()
            } else {
                view! { <Folders /> }.into_any()
            }}
            <NotSent />
        </aside>
    }
}

/// Where the list stands and how much of it is seen.
#[derive(Clone, Copy, Default, PartialEq)]
struct Port {
    top: f64,
    height: f64,
}

#[component]
fn Folders() -> impl IntoView {
    let inbox = expect_context::<InboxState>();
    let list = NodeRef::<Div>::new();
    let port = RwSignal::new(Port::default());
    let look = move || {
        if let Some(list) = list.get_untracked() {
            port.set(Port { top: f64::from(list.scroll_top()), height: f64::from(list.client_height()) });
        }
    };
    observe_size(list, look);
    let folders = Memo::new(move |_| inbox.folders());
    let sight = Memo::new(move |_| sight(&folders.get(), inbox, port.get()));
    Effect::new(move || inbox.look_at(sight.get()));
    reveal_current(list);
    view! {
        <div class="inbox__list scroll" node_ref=list on:scroll=move |_| look()>
            <div class="inbox__flow">
                <For each=move || folders.get() key=|folder| *folder let:folder>
                    <FolderHead folder last=Signal::derive(move || folders.with(|all| all.last() == Some(&folder))) />
                    <Rows folder sight />
                </For>
            </div>
        </div>
    }
}

/// What stands in one slot of a folder.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Slot {
    Row(ConversationId),
    /// Not read yet.
    Gap(usize),
}

#[component]
fn Rows(folder: Folder, sight: Memo<Sight>) -> impl IntoView {
    let inbox = expect_context::<InboxState>();
    let open = Memo::new(move |_| inbox.open.with(|open| open.contains(&folder)));
    let total = Memo::new(move |_| inbox.rows.with(|rows| rows.total(folder)));
    let range = Memo::new(move |_| in_sight(&sight.get(), folder));
    let slots = move || inbox.rows.with(|rows| slots(rows, folder, range.get()));
    let height = move || format!("{}px", total.get() as f64 * ROW);
    let above = move || format!("{}px", range.get().start as f64 * ROW);
    view! {
        <Show when=move || open.get()>
            <Show when=move || { total.get() > 0 } fallback=move || view! { <Vacant folder /> }>
                <ul class="inbox__rows" role="list" style:height=height style:padding-top=above>
                    <For each=slots key=|slot| *slot let:slot>
                        {match slot {
                            Slot::Gap(_) => view! { <RowSkeleton /> }.into_any(),
                            Slot::Row(id) => view! { <Row id folder /> }.into_any(),
                        }}
                    </For>
                </ul>
            </Show>
        </Show>
    }
}

#[component]
fn Row(id: ConversationId, folder: Folder) -> impl IntoView {
    let inbox = expect_context::<InboxState>();
    // Keeps the last known row, so that one on its way out never shows as empty.
    let row = Memo::new(move |before: Option<&Option<_>>| inbox.row(id).or_else(|| before.cloned().flatten()));
    let place = Signal::derive(move || {
        inbox.rows.with(|rows| (rows.find(id).map_or(0, |place| place.1) + 1, rows.total(folder)))
    });
    let first = row.get_untracked()?;
    let row = Signal::derive(move || row.get().unwrap_or_else(|| first.clone()));
    Some(view! { <ConversationItem row place /> })
}

/// No rows: because there are none, or because they were not counted yet.
#[component]
fn Vacant(folder: Folder) -> impl IntoView {
    let inbox = expect_context::<InboxState>();
    let known = Memo::new(move |_| inbox.counts.with(Option::is_some));
    move || {
        if known.get() {
            view! { <Nothing folder /> }.into_any()
        } else {
            view! { <ul class="inbox__rows">{(0..3).map(|_| view! { <RowSkeleton /> }).collect_view()}</ul> }.into_any()
        }
    }
}

#[component]
fn Nothing(folder: Folder) -> impl IntoView {
    let i18n = use_i18n();
    let desk = expect_context::<DeskState>();
    let title = Signal::derive(move || {
        let title = match folder {
            Folder::Unassigned => t_string!(i18n, inbox.empty_unassigned),
            Folder::Mine => t_string!(i18n, inbox.empty_mine),
            Folder::Team => t_string!(i18n, inbox.empty_team),
            Folder::Closed => t_string!(i18n, inbox.empty_closed),
        };
        title.to_owned()
    });
    let hint = Signal::derive(move || {
        let hint = match folder {
            Folder::Unassigned if desk.me().is_some_and(|me| me.online) => {
                t_string!(i18n, inbox.empty_unassigned_online)
            }
            Folder::Unassigned => t_string!(i18n, inbox.empty_unassigned_offline),
            Folder::Mine => t_string!(i18n, inbox.empty_mine_hint),
            Folder::Team => t_string!(i18n, inbox.empty_team_hint),
            Folder::Closed => t_string!(i18n, inbox.empty_closed_hint),
        };
        hint.to_owned()
    });
    view! { <Empty shape=Shape::Inbox title hint class="empty--row" /> }
}

fn slots(rows: &FolderCache, folder: Folder, range: Range<usize>) -> Vec<Slot> {
    let slot = |index| rows.row(folder, index).map_or(Slot::Gap(index), |row| Slot::Row(row.id));
    let slots: Vec<_> = range.map(slot).collect();
    // While pages of different ages stand side by side one conversation may be in both.
    let mut seen = std::collections::HashSet::new();
    slots.into_iter().filter(|slot| seen.insert(*slot)).collect()
}

/// Each folder's height, from top to bottom: what is in sight of it.
fn sight(folders: &[Folder], inbox: InboxState, port: Port) -> Sight {
    let open = inbox.open.get();
    let mut top = 0.0;
    let totals = folders.iter().map(|folder| (*folder, inbox.rows.with(|rows| rows.total(*folder))));
    totals
        .map(|(folder, total)| {
            top += HEAD;
            if !open.contains(&folder) {
                return (folder, 0..0);
            }
            let range = rows_in_sight(total, ROW, port.top - top, port.top + port.height - top, SPARE);
            top += if total == 0 { EMPTY } else { total as f64 * ROW };
            (folder, range)
        })
        .collect()
}

fn in_sight(sight: &Sight, folder: Folder) -> Range<usize> {
    sight.iter().find(|(other, _)| *other == folder).map_or(0..0, |(_, range)| range.clone())
}

/// Keys move to rows that may be out of sight: the list follows.
fn reveal_current(list: NodeRef<Div>) {
    let desk = expect_context::<DeskState>();
    let inbox = expect_context::<InboxState>();
    Effect::new(move || {
        let Some(target) = desk.target.get() else { return };
        let Some(list) = list.get_untracked() else { return };
        let open = inbox.open.get_untracked();
        let folders = untrack(|| inbox.folders());
        let place = inbox.rows.with_untracked(|rows| {
            let (folder, index) = rows.find(target.conversation)?;
            let before = folders.iter().take_while(|other| **other != folder).map(|other| {
                let rows = if open.contains(other) { rows.total(*other) as f64 * ROW } else { 0.0 };
                HEAD + if open.contains(other) && rows == 0.0 { EMPTY } else { rows }
            });
            open.contains(&folder).then(|| before.sum::<f64>() + HEAD + index as f64 * ROW)
        });
        let Some(top) = place else { return };
        let (seen, height) = (f64::from(list.scroll_top()), f64::from(list.client_height()));
        // The header of the folder sticks to the top, the last header to the bottom.
        if top < seen + HEAD {
            list.set_scroll_top((top - HEAD) as i32);
        } else if top + ROW > seen + height - HEAD {
            list.set_scroll_top((top + ROW + HEAD - height) as i32);
        }
    });
}
