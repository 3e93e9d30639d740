//! What the visitors page is asked for, as its address writes it: so it can be gone back to, and kept under a name (V3,
//! V13). Plain functions. What an address does not say, or says in words unknown here, is as the page is by itself.

use form_urlencoded::{Serializer, parse};
use protocol::ipc::visitors::VisitorSort;
use protocol::{VisitorId, VisitorStatus};

/// V3
pub const DAYS: i64 = 30;

/// Which dates are looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dates {
    /// So many days back from today.
    Last(i64),
    Ever,
    /// Days of the calendar, both of them with it; an end that is left open has none.
    Between(Option<String>, Option<String>),
}

#[derive(Clone, Debug, PartialEq)]
pub struct VisitorsView {
    /// None: all.
    pub tab: Option<VisitorStatus>,
    pub search: String,
    pub dates: Dates,
    pub engaged: bool,
    pub sort: VisitorSort,
    /// From 0.
    pub page: i64,
    /// Who is kept out, instead of the list (V9).
    pub blocked: bool,
    /// Who is looked at…
    pub opened: Option<VisitorId>,
    /// …on a page of their own.
    pub full: bool,
}

impl Default for VisitorsView {
    fn default() -> Self {
        Self {
            tab: None,
            search: String::new(),
            dates: Dates::Last(DAYS),
            engaged: false,
            sort: VisitorSort::default(),
            page: 0,
            blocked: false,
            opened: None,
            full: false,
        }
    }
}

impl VisitorsView {
    /// What follows "?".
    pub fn written(&self) -> String {
        let usual = Self::default();
        let mut pairs = Serializer::new(String::new());
        if let Some(tab) = self.tab {
            pairs.append_pair("status", tab.as_str());
        }
        if !self.search.trim().is_empty() {
            pairs.append_pair("search", &self.search);
        }
        if self.dates != usual.dates {
            pairs.append_pair("dates", &self.dates.written());
        }
        if self.engaged {
            pairs.append_pair("engaged", "1");
        }
        if self.sort != usual.sort {
            let order = if self.sort.descending { "-" } else { "" };
            pairs.append_pair("sort", &format!("{order}{}", self.sort.by));
        }
        if self.page > 0 {
            pairs.append_pair("page", &(self.page + 1).to_string());
        }
        if self.blocked {
            pairs.append_pair("list", "blocked");
        }
        if let Some(opened) = self.opened {
            pairs.append_pair(if self.full { "visitor" } else { "beside" }, &opened.to_string());
        }
        pairs.finish()
    }

    pub fn read(written: &str) -> Self {
        let mut view = Self::default();
        for (name, value) in parse(written.as_bytes()) {
            match &*name {
                "status" => view.tab = VisitorStatus::ALL.iter().copied().find(|status| status.as_str() == value),
                "search" => view.search = value.into_owned(),
                "dates" => view.dates = Dates::read(&value).unwrap_or(Dates::Last(DAYS)),
                "engaged" => view.engaged = value == "1",
                "sort" => view.sort = sort(&value).unwrap_or_default(),
                "page" => view.page = value.parse::<i64>().map_or(0, |page| page.saturating_sub(1).max(0)),
                "list" => view.blocked = value == "blocked",
                "visitor" | "beside" => {
                    view.opened = value.parse().ok();
                    view.full = view.opened.is_some() && name == "visitor";
                }
                _ => {}
            }
        }
        view
    }

    /// Whether coming here from `before` is no step that somebody would go back by: another letter of a search, or the
    /// next visitor of the same list.
    pub fn goes_on_from(&self, before: &Self) -> bool {
        let typed = !self.search.is_empty() && !before.search.is_empty() && self.search != before.search;
        let stepped = self.opened.is_some() && before.opened.is_some() && self.opened != before.opened;
        let same = |view: &Self| match (typed, stepped) {
            (true, _) => Self { search: String::new(), page: 0, ..view.clone() },
            _ => Self { opened: None, ..view.clone() },
        };
        (typed || stepped) && same(self) == same(before)
    }

    /// What of it is kept under a name: whom it finds, in which order.
    pub fn to_keep(&self) -> Self {
        Self { page: 0, blocked: false, opened: None, full: false, ..self.clone() }
    }
}

fn sort(written: &str) -> Option<VisitorSort> {
    let (descending, name) = written.strip_prefix('-').map_or((false, written), |name| (true, name));
    let by = protocol::ipc::visitors::VisitorColumn::ALL.iter().copied().find(|column| column.as_str() == name)?;
    Some(VisitorSort { by, descending })
}

impl Dates {
    fn written(&self) -> String {
        let day = |day: &Option<String>| day.clone().unwrap_or_default();
        match self {
            Self::Last(days) => days.to_string(),
            Self::Ever => "ever".to_owned(),
            Self::Between(from, to) => format!("{}..{}", day(from), day(to)),
        }
    }

    fn read(written: &str) -> Option<Self> {
        if written == "ever" {
            return Some(Self::Ever);
        }
        if let Some((from, to)) = written.split_once("..") {
            let day = |day: &str| Some(day.to_owned()).filter(|day| is_day(day));
            return Some(Self::Between(day(from), day(to)));
        }
        written.parse().ok().filter(|days| (1..=36_500).contains(days)).map(Self::Last)
    }
}

/// As ISO 8601; whether the calendar has it is for the browser to say.
fn is_day(text: &str) -> bool {
    text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::ipc::visitors::VisitorColumn;
    use uuid::Uuid;

    /// V3, V13
    #[test]
    fn an_address_says_all_that_is_asked_for_and_nothing_that_is_usual() {
        assert_eq!(VisitorsView::default().written(), "");
        let id = Uuid::from_u128(7).into();
        let views = [
            VisitorsView { tab: Some(VisitorStatus::Prospect), ..Default::default() },
            VisitorsView { search: "Zoé & co = 100 % #1".into(), engaged: true, ..Default::default() },
            VisitorsView { dates: Dates::Ever, page: 56, ..Default::default() },
            VisitorsView { dates: Dates::Last(7), opened: Some(id), ..Default::default() },
            VisitorsView { opened: Some(id), full: true, ..Default::default() },
            VisitorsView { blocked: true, ..Default::default() },
            VisitorsView {
                dates: Dates::Between(Some("2026-10-01".into()), None),
                sort: VisitorSort { by: VisitorColumn::Name, descending: false },
                ..Default::default()
            },
        ];
        for view in views {
            assert_eq!(VisitorsView::read(&view.written()), view, "{}", view.written());
        }
        assert_eq!(
            VisitorsView { tab: Some(VisitorStatus::New), page: 2, ..Default::default() }.written(),
            "status=new&page=3"
        );
    }

    /// V3
    #[test]
    fn letters_and_neighbours_are_no_steps_to_go_back_by() {
        let searched = |search: &str| VisitorsView { search: search.into(), ..Default::default() };
        let beside = |n| VisitorsView { opened: Some(Uuid::from_u128(n).into()), ..Default::default() };
        assert!(searched("du").goes_on_from(&searched("d")));
        assert!(searched("du").goes_on_from(&VisitorsView { page: 3, ..searched("d") }));
        assert!(beside(2).goes_on_from(&beside(1)));
        for (before, now) in [
            (VisitorsView { page: 2, ..Default::default() }, searched("d")),
            (searched("d"), searched("")),
            (searched("d"), VisitorsView { engaged: true, ..searched("du") }),
            (VisitorsView::default(), beside(1)),
            (beside(1), VisitorsView { full: true, ..beside(1) }),
            (beside(1), VisitorsView { full: true, ..beside(2) }),
            (beside(1), beside(1)),
        ] {
            assert!(!now.goes_on_from(&before), "{} → {}", before.written(), now.written());
        }
    }

    #[test]
    fn what_an_address_says_in_vain_is_left_out() {
        for vain in
            ["", "status=vip&page=-4&sort=age&dates=soon&x=1", "page=99999999999999999999", "%ff%", "visitor=me"]
        {
            assert_eq!(VisitorsView::read(vain), VisitorsView::default(), "{vain}");
        }
        assert_eq!(VisitorsView::read("dates=1e9..").dates, Dates::Between(None, None));
    }

    /// V13
    #[test]
    fn a_kept_view_leads_to_no_page_and_no_person() {
        let view =
            VisitorsView { engaged: true, page: 3, opened: Some(Uuid::from_u128(7).into()), ..Default::default() };
        assert_eq!(view.to_keep(), VisitorsView { engaged: true, ..Default::default() });
    }
}
