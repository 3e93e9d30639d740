//! What a user agent tells of browser, system and machine (D4).
//!
//! Browsers have frozen much of it: every Windows since 10 says "NT 10.0", every Mac "10_15_7", every
//! Android "10". A version that may be a lie is left out.

use protocol::visitor::Device;
use woothee::parser::Parser;

/// What was recognised; nothing of what was not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Machine {
    /// "Firefox 145".
    pub browser: Option<String>,
    pub os: Option<String>,
    pub device: Option<Device>,
}

pub fn machine(user_agent: &str) -> Machine {
    let Some(found) = Parser::new().parse(user_agent) else { return Machine::default() };
    let known = |text: &str| (text != woothee::woothee::VALUE_UNKNOWN && !text.is_empty()).then(|| text.to_owned());
    // A version is a short number; anything else is somebody's invention.
    let is_version = |text: &str| text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let major = known(found.version).and_then(|version| version.split('.').next().map(str::to_owned));
    let major = major.filter(|major| is_version(major));
    let browser = known(found.name).map(|name| match &major {
        Some(major) => format!("{name} {major}"),
        None => name,
    });
    let tablet = user_agent.contains("iPad")
        || user_agent.contains("Tablet")
        || (user_agent.contains("Android") && !user_agent.contains("Mobile"));
    let device = match found.category {
        _ if tablet => Some(Device::Tablet),
        "pc" => Some(Device::Desktop),
        "smartphone" | "mobilephone" => Some(Device::Phone),
        "appliance" | "misc" => Some(Device::Other),
        _ => None,
    };
    Machine { browser, os: known(found.os).map(|os| system(&os)), device }
}

fn system(os: &str) -> String {
    match os {
        "Mac OSX" => "macOS",
        "iPhone" | "iPod" | "iOS" => "iOS",
        "iPad" => "iPadOS",
        "Windows 10" => "Windows 10/11",
        other => other,
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// D4
    #[test]
    fn browsers_systems_and_machines_are_recognised() {
        let of = |text: &str| {
            let Machine { browser, os, device } = machine(text);
            (browser.unwrap_or_default(), os.unwrap_or_default(), device)
        };
        let desktop = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0";
        assert_eq!(of(desktop), ("Firefox 145".into(), "Windows 10/11".into(), Some(Device::Desktop)));
        let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
            Version/26.1 Mobile/15E148 Safari/604.1";
        assert_eq!(of(phone), ("Safari 26".into(), "iOS".into(), Some(Device::Phone)));
        let tablet =
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
        assert_eq!(of(tablet), ("Chrome 142".into(), "Android".into(), Some(Device::Tablet)));
        let mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 \
            Safari/537.36 Edg/142.0.0.0";
        assert_eq!(of(mac), ("Edge 142".into(), "macOS".into(), Some(Device::Desktop)));
        let linux = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";
        assert_eq!(of(linux).1, "Linux");
    }

    #[test]
    fn what_nobody_knows_stays_unknown() {
        for text in ["", "curl", "<img src=x onerror=alert(1)>", "\u{0}\u{0}"] {
            let found = machine(text);
            assert!(found.browser.is_none_or(|browser| !browser.contains('<')), "{text}");
        }
        let long = format!("Mozilla/5.0 (X11; Linux x86_64) Chrome/{} Safari/537.36", "9".repeat(100_000));
        assert_eq!(machine(&long).browser.as_deref(), Some("Chrome"));
    }
}
