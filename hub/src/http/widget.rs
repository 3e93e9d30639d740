//! `/widget.js`, `/widget/chat.js` and `/widget/cards.js`: the scripts that web sites embed, built into the hub.

use crate::error::Error;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use protocol::wire::ErrorCode;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

struct Script {
    text: &'static str,
    tag: LazyLock<String>,
}

static LOADER: Script =
    Script { text: include_str!(concat!(env!("OUT_DIR"), "/widget.js")), tag: LazyLock::new(|| tag(LOADER.text)) };

static CHAT: Script =
    Script { text: include_str!(concat!(env!("OUT_DIR"), "/chat.js")), tag: LazyLock::new(|| tag(CHAT.text)) };

static CARDS: Script =
    Script { text: include_str!(concat!(env!("OUT_DIR"), "/cards.js")), tag: LazyLock::new(|| tag(CARDS.text)) };

static PREVIEW: Script =
    Script { text: include_str!(concat!(env!("OUT_DIR"), "/preview.js")), tag: LazyLock::new(|| tag(PREVIEW.text)) };

pub async fn preview(headers: HeaderMap) -> Result<Response, Error> {
    PREVIEW.answer(&headers)
}

pub async fn loader(headers: HeaderMap) -> Result<Response, Error> {
    LOADER.answer(&headers)
}

pub async fn chat(headers: HeaderMap) -> Result<Response, Error> {
    CHAT.answer(&headers)
}

pub async fn cards(headers: HeaderMap) -> Result<Response, Error> {
    CARDS.answer(&headers)
}

impl Script {
    /// Sites ask each time and get a short "not modified": a new version is there at once.
    fn answer(&self, headers: &HeaderMap) -> Result<Response, Error> {
        if self.text.is_empty() {
            let detail = "this hub was compiled before the widget was built: cargo xtask build";
            return Err(Error::with_detail(ErrorCode::Unavailable, detail));
        }
        let known = headers.get(header::IF_NONE_MATCH).is_some_and(|tag| tag.as_bytes() == self.tag.as_bytes());
        let shared = [
            (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
            (header::CACHE_CONTROL, "no-cache"),
            (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
            (header::ETAG, self.tag.as_str()),
        ];
        Ok(if known { (StatusCode::NOT_MODIFIED, shared).into_response() } else { (shared, self.text).into_response() })
    }
}

fn tag(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    format!("\"{:032x}\"", u128::from_be_bytes(std::array::from_fn(|n| digest[n])))
}
