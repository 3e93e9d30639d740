//! What a visitor's browser tells of page and device. All of it may be forged, and none of it is
//! worth refusing a chat for, but the address of the page: it says which site this is.

use super::device::{Machine, machine};
use super::text;
use protocol::Timestamp;
use protocol::limits::{EVENT_DETAILS_MAX, EVENTS_MAX};
use protocol::project::DeclaredParam;
use protocol::visitor::{Page, VisitorEvent};
use protocol::wire::ErrorCode;
use protocol::wire::visitors::{Device, PageView, TrackEvent};
use serde_json::Value;
use std::collections::BTreeMap;
use url::Url;

/// Pages seen before the first opening that are kept.
pub const SEEN_MAX: usize = 50;
/// Parameters that are kept of one visitor.
const PARAMS_MAX: usize = 50;

/// A page view, cleaned.
#[derive(Clone, Debug)]
pub struct PageFacts {
    pub page: Page,
    pub referrer: Option<String>,
}

/// What the browser tells of the device, cleaned.
#[derive(Clone, Debug, Default)]
pub struct DeviceFacts {
    pub viewport: Option<String>,
    pub language: Option<String>,
    pub time_zone: Option<String>,
    pub user_agent: Option<String>,
    /// What the user agent tells.
    pub machine: Machine,
}

pub fn page(view: &PageView) -> Result<PageFacts, ErrorCode> {
    let url = text::page_url(&view.url)?;
    let title = text::line(&view.title).unwrap_or_default();
    let referrer = view.referrer.as_deref().and_then(|referrer| text::page_url(referrer).ok());
    Ok(PageFacts { page: Page { url, title }, referrer })
}

pub fn device(device: &Device, user_agent: Option<&str>) -> DeviceFacts {
    let line = |text: &Option<String>| text.as_deref().and_then(text::line);
    DeviceFacts {
        viewport: line(&device.viewport),
        language: line(&device.language),
        time_zone: line(&device.timezone),
        user_agent: user_agent.and_then(text::line),
        machine: user_agent.map(machine).unwrap_or_default(),
    }
}

/// Custom and URL parameters as text; what is neither text, number nor boolean is left out.
pub fn params(params: &BTreeMap<String, Value>) -> BTreeMap<String, String> {
    params
        .iter()
        .filter_map(|(key, value)| {
            let value = match value {
                Value::String(text) => text::line(text)?,
                Value::Number(number) => number.to_string(),
                Value::Bool(flag) => flag.to_string(),
                _ => return None,
            };
            Some((text::line(key)?, value))
        })
        .take(PARAMS_MAX)
        .collect()
}

/// What the site tells of a visitor, cleaned as parameters are.
pub fn event(told: &TrackEvent, now: Timestamp) -> Result<VisitorEvent, ErrorCode> {
    let details = params(&told.details).into_iter().take(EVENT_DETAILS_MAX).collect();
    Ok(VisitorEvent { name: text::name(&told.name)?, details, at: now })
}

/// The last ones, in their order.
pub fn newest_events(events: impl IntoIterator<Item = VisitorEvent>) -> Vec<VisitorEvent> {
    let mut events: Vec<_> = events.into_iter().collect();
    events.sort_by_key(|event| event.at);
    events.split_off(events.len().saturating_sub(EVENTS_MAX))
}

/// Parameters of a page's address that the project declares (V6): what else stands there is the site's own affair. Of a
/// key that stands there twice, the first.
pub fn url_params(url: &str, declared: &[DeclaredParam]) -> BTreeMap<String, String> {
    let mut told = BTreeMap::new();
    let Ok(url) = Url::parse(url) else { return told };
    for (key, value) in url.query_pairs() {
        if declared.iter().any(|param| param.key == key)
            && let Some(value) = text::line(&value)
        {
            told.entry(key.into_owned()).or_insert(value);
        }
    }
    told
}

/// What is known with what is told now: new values replace old ones, and once there are as many as are
/// kept, new keys find no room.
pub fn merged(mut known: BTreeMap<String, String>, told: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    for (key, value) in told {
        if known.len() < PARAMS_MAX || known.contains_key(key) {
            known.insert(key.clone(), value.clone());
        }
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn parameters_of_other_kinds_are_left_out_and_their_number_is_bounded() {
        let given: BTreeMap<_, _> = [
            ("basket".to_owned(), json!(1290.5)),
            ("vip".to_owned(), json!(true)),
            ("nested".to_owned(), json!({ "a": 1 })),
            ("name".to_owned(), json!("<b>Ann</b>")),
        ]
        .into();
        let kept = params(&given);
        assert_eq!(kept.keys().collect::<Vec<_>>(), ["basket", "name", "vip"]);
        assert_eq!(kept["name"], "<b>Ann</b>", "text is text: kept, and shown as text");
        let many = (0..500).map(|n| (format!("k{n}"), json!(n))).collect();
        assert_eq!(params(&many).len(), PARAMS_MAX);
    }

    /// V6
    #[test]
    fn of_an_address_only_declared_parameters_are_kept() {
        let declared = ["utm_campaign", "ref"].map(|key| DeclaredParam { key: key.into(), label: key.into() });
        let url = "https://a.example/sofa?utm_campaign=lino%20oto%C3%B1o&token=secret&ref=&utm_campaign=other#ref=x";
        let told = url_params(url, &declared);
        assert_eq!(told, [("utm_campaign".to_owned(), "lino otoño".to_owned())].into());
        assert!(url_params(url, &[]).is_empty());
        assert!(url_params("no address", &declared).is_empty());
    }

    #[test]
    fn of_what_the_site_tells_the_newest_is_kept() {
        let told = |n: usize| TrackEvent {
            id: uuid::Uuid::nil(),
            name: format!("event {n}"),
            details: (0..30).map(|n| (format!("k{n:02}"), json!(n))).collect(),
        };
        let events = (0..30).map(|n| event(&told(n), Timestamp(n as i64)).unwrap());
        let kept = newest_events(events);
        assert_eq!((kept.len(), kept[0].name.as_str(), kept[19].name.as_str()), (20, "event 10", "event 29"));
        assert_eq!(kept[0].details.len(), EVENT_DETAILS_MAX);
        let nameless = TrackEvent { name: " ".to_owned(), ..told(0) };
        assert_eq!(event(&nameless, Timestamp(0)), Err(ErrorCode::FieldInvalid));
    }

    #[test]
    fn parameters_do_not_add_up_without_end() {
        let told =
            |from: usize, value: &str| (from..from + 30).map(|n| (format!("k{n:03}"), value.to_owned())).collect();
        let known = merged(merged(BTreeMap::new(), &told(0, "old")), &told(100, "new"));
        let known = merged(known, &told(0, "changed"));
        assert_eq!((known.len(), known["k000"].as_str()), (PARAMS_MAX, "changed"));
        assert!(known.contains_key("k119") && !known.contains_key("k120"));
    }

    #[test]
    fn a_bad_referrer_is_dropped_and_a_bad_page_is_refused() {
        let view = |url: &str, referrer: &str| PageView {
            url: url.to_owned(),
            title: "T\u{0}itle".to_owned(),
            referrer: Some(referrer.to_owned()),
        };
        let facts = page(&view("https://a.example/", "javascript:1")).unwrap();
        assert_eq!((facts.page.title.as_str(), facts.referrer), ("T itle", None));
        assert!(page(&view("about:blank", "https://b.example/")).is_err());
    }
}
