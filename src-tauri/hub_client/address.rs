//! Which addresses are a hub's. Pure.

use super::Error;
use url::{Host, Url};

/// Checks a hub's address. The token and people's words travel there: plain http is for the
/// loopback only.
pub fn base(hub: &str, allow_plain_http: bool) -> Result<Url, Error> {
    let url = Url::parse(hub.trim()).map_err(|error| Error::Address(error.to_string()))?;
    match url.scheme() {
        "https" => {}
        "http" if allow_plain_http || is_loopback(&url) => {}
        "http" => return Err(Error::PlainHttp),
        scheme => return Err(Error::Address(format!("{scheme} is neither https nor http"))),
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Error::Address("it holds a password".into()));
    }
    let mut url = url;
    url.set_query(None);
    url.set_fragment(None);
    Ok(url)
}

/// The same place by WebSocket.
pub fn socket(mut url: Url) -> Url {
    let scheme = if url.scheme() == "https" { "wss" } else { "ws" };
    // http and https may always become ws and wss.
    let _ = url.set_scheme(scheme);
    url
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_for_the_loopback_only() {
        for hub in ["https://hub.example", "http://127.0.0.1:8080", "http://localhost:1/", "http://[::1]:80"] {
            assert!(base(hub, false).is_ok(), "{hub}");
        }
        for hub in ["http://hub.example", "http://localhost.example", "http://127.0.0.1.example", "http://10.0.0.1"] {
            assert!(matches!(base(hub, false), Err(Error::PlainHttp)), "{hub}");
            assert!(base(hub, true).is_ok(), "{hub}");
        }
    }

    #[test]
    fn other_schemes_and_passwords_are_refused() {
        for hub in
            ["file:///etc", "ftp://hub.example", "hub.example", "", "https://a:b@hub.example", "javascript:alert(1)"]
        {
            assert!(matches!(base(hub, true), Err(Error::Address(_))), "{hub}");
        }
    }

    #[test]
    fn the_socket_is_as_safe_as_the_page() {
        assert_eq!(socket(Url::parse("https://h.example/v1/live").unwrap()).as_str(), "wss://h.example/v1/live");
        assert_eq!(socket(Url::parse("http://127.0.0.1:1/v1/live").unwrap()).as_str(), "ws://127.0.0.1:1/v1/live");
    }
}
