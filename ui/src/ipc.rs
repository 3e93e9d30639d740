//! The way to the core: commands out, events in. The only file that knows `__TAURI__`.
//!
//! Outside the application (a plain browser) every command fails with the code `no_core`, and the
//! window says so instead of breaking.

use js_sys::Uint8Array;
use protocol::ipc::events::{CHANNEL, ConsoleEvent};
use protocol::ipc::files::{AppendFile, SCHEME, picture_path};
use protocol::ipc::{Command, Failure};
use protocol::{ConversationId, Drawing, FileId};
use serde::de::Error as _;
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["window", "__TAURI__", "core"], js_name = invoke)]
    async fn invoke(name: &str, args: JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["window", "__TAURI__", "core"], js_name = invoke)]
    async fn invoke_raw(name: &str, bytes: &Uint8Array, options: JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["window", "__TAURI__", "core"], js_name = convertFileSrc)]
    fn address_in(path: &str, scheme: &str) -> Result<String, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["window", "__TAURI__", "event"], js_name = listen)]
    async fn listen_to(channel: &str, handler: &Closure<dyn Fn(JsValue)>) -> Result<JsValue, JsValue>;
}

#[derive(Serialize)]
struct Envelope<C> {
    args: C,
}

#[derive(Deserialize)]
struct Delivered {
    payload: ConsoleEvent,
}

/// Sends a command to the core and waits for its answer.
pub async fn call<C: Command>(command: C) -> Result<C::Output, Failure> {
    if !has_core() {
        return Err(failure("no_core", "window.__TAURI__ is missing"));
    }
    let args = to_js(&Envelope { args: command }).map_err(|error| failure("internal", &error.to_string()))?;
    answer::<C>(invoke(C::NAME, args).await)
}

/// Hands bytes of a file to the core ([`AppendFile`]); answers how many it has. They travel as they are.
pub async fn append_file(file: FileId, offset: u64, bytes: &Uint8Array) -> Result<u64, Failure> {
    let headers = serde_json::json!({ "headers": { "file": file, "offset": offset.to_string() } });
    let options = to_js(&headers).map_err(|error| failure("internal", &error.to_string()))?;
    answer::<AppendFile>(invoke_raw(AppendFile::NAME, bytes, options).await)
}

/// Where the core serves a picture of a thread.
pub fn picture_url(conversation: ConversationId, file: FileId, drawing: Drawing) -> String {
    address_in(&picture_path(conversation, file, drawing), SCHEME).unwrap_or_default()
}

fn answer<C: Command>(answer: Result<JsValue, JsValue>) -> Result<C::Output, Failure> {
    match answer {
        Ok(answer) => from_js(&answer).map_err(|error| failure("internal", &format!("{}: {error}", C::NAME))),
        // A refusal of the shell itself (unknown command, missing capability) is a bare string.
        Err(refusal) => Err(from_js(&refusal).unwrap_or_else(|_| failure("internal", &format!("{refusal:?}")))),
    }
}

/// Calls `handler` for every event of the core, for as long as the window lives.
pub async fn listen(handler: impl Fn(ConsoleEvent) + 'static) {
    if !has_core() {
        return;
    }
    let closure = Closure::new(move |event: JsValue| match from_js::<Delivered>(&event) {
        Ok(delivered) => handler(delivered.payload),
        // A newer core may tell what this window does not know.
        Err(error) => leptos::logging::warn!("unknown event: {error}"),
    });
    if let Err(refusal) = listen_to(CHANNEL, &closure).await {
        leptos::logging::error!("no events: {refusal:?}");
    }
    closure.forget();
}

fn has_core() -> bool {
    web_sys::window()
        .and_then(|window| js_sys::Reflect::get(&window, &"__TAURI__".into()).ok())
        .is_some_and(|core| core.is_object())
}

fn failure(code: &str, message: &str) -> Failure {
    Failure { code: code.to_owned(), message: message.to_owned() }
}

fn to_js(value: &impl Serialize) -> Result<JsValue, serde_json::Error> {
    js_sys::JSON::parse(&serde_json::to_string(value)?).map_err(|error| serde_json::Error::custom(format!("{error:?}")))
}

/// Through text, as it came over the wire: unknown message bodies stay exactly as they are. An answer
/// of nothing is `undefined`, which JSON does not have.
fn from_js<T: serde::de::DeserializeOwned>(value: &JsValue) -> Result<T, serde_json::Error> {
    let text = js_sys::JSON::stringify(value).ok().and_then(|text| text.as_string());
    serde_json::from_str(text.as_deref().unwrap_or("null"))
}
