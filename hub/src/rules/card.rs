//! Links and offers that agents send (D13). What somebody composes on purpose is refused when it is not
//! right, never silently cut.

use super::text;
use protocol::Attachment;
use protocol::card::{Link, Offer};
use protocol::limits::URL_MAX_BYTES;
use protocol::wire::ErrorCode;
use url::Url;

/// The longest description of an offer, in characters.
const OFFER_TEXT_MAX_CHARS: usize = 1_000;

pub fn link(link: &Link) -> Result<Link, ErrorCode> {
    let url = address(&link.url)?;
    let title = match link.title.trim() {
        "" => text::line(&url).unwrap_or_default(),
        title => text::name(title)?,
    };
    Ok(Link { title, url })
}

/// `image` is the file of the offer as it was sent: only a picture can be its picture.
pub fn offer(offer: &Offer, image: Option<&Attachment>) -> Result<Offer, ErrorCode> {
    if image.is_some_and(|image| image.picture.is_none()) {
        return Err(ErrorCode::FieldInvalid);
    }
    let described = match offer.text.as_deref().filter(|text| !text.trim().is_empty()) {
        Some(text) if text.chars().count() > OFFER_TEXT_MAX_CHARS => return Err(ErrorCode::TextTooLong),
        Some(text) => Some(text::message(text)?),
        None => None,
    };
    let price = offer.price.as_deref().filter(|price| !price.trim().is_empty());
    Ok(Offer {
        title: text::name(&offer.title)?,
        text: described,
        price: price.map(text::name).transpose()?,
        image: image.map(|image| image.file),
        button: offer.button.as_ref().map(link_of_button).transpose()?,
    })
}

fn link_of_button(button: &Link) -> Result<Link, ErrorCode> {
    Ok(Link { title: text::name(&button.title)?, url: address(&button.url)? })
}

/// http or https, whole: an address that was shortened would lead elsewhere.
pub fn address(written: &str) -> Result<String, ErrorCode> {
    let url = Url::parse(written.trim()).map_err(|_| ErrorCode::FieldInvalid)?;
    let plain = url.username().is_empty() && url.password().is_none();
    let fits = url.as_str().len() <= URL_MAX_BYTES;
    if matches!(url.scheme(), "http" | "https") && url.has_host() && plain && fits {
        Ok(url.into())
    } else {
        Err(ErrorCode::FieldInvalid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(url: &str) -> Link {
        Link { title: "Retours".into(), url: url.into() }
    }

    /// D13
    #[test]
    fn only_web_addresses_are_sent() {
        assert_eq!(
            link(&at(" https://shop.example/retours?x=1#y ")).unwrap().url,
            "https://shop.example/retours?x=1#y"
        );
        for bad in
            ["javascript:alert(1)", "data:text/html,x", "/retours", "https://me:secret@shop.example/", "ftp://a.b"]
        {
            assert_eq!(link(&at(bad)), Err(ErrorCode::FieldInvalid), "{bad}");
            let button = Some(at(bad));
            let with_button = Offer { title: "Livraison".into(), text: None, price: None, image: None, button };
            assert_eq!(offer(&with_button, None), Err(ErrorCode::FieldInvalid), "{bad}");
        }
    }

    /// D13
    #[test]
    fn a_link_without_a_title_is_called_by_its_address() {
        let bare = Link { title: "  ".into(), url: "https://shop.example/".into() };
        assert_eq!(link(&bare).unwrap().title, "https://shop.example/");
    }

    /// D13
    #[test]
    fn an_offer_needs_a_title_and_keeps_what_is_given() {
        let bare = Offer { title: " ".into(), text: None, price: None, image: None, button: None };
        assert_eq!(offer(&bare, None), Err(ErrorCode::FieldInvalid));
        let full = Offer {
            title: "Livraison offerte".into(),
            text: Some(" ".into()),
            price: Some("0 €".into()),
            image: None,
            button: None,
        };
        assert_eq!(offer(&full, None).unwrap(), Offer { text: None, ..full });
    }
}
