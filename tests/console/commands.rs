//! The commands of the window, as a caller of any kind reaches them.

use crate::support::{TestConsole, TestHub};
use protocol::ipc::files::AppendFile;
use protocol::ipc::session::Desk;
use protocol::ipc::{COMMANDS, Command, Failure, session, thread};
use pupitre::app;
use serde_json::{Value, json};
use std::time::Instant;
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder};
use tauri::webview::InvokeRequest;
use tauri::{App, WebviewWindow, WebviewWindowBuilder};

struct Shell {
    app: App<MockRuntime>,
}

impl Shell {
    fn around(console: &TestConsole) -> Self {
        let builder = app::assemble(mock_builder(), Instant::now()).manage(console.core.clone());
        Self { app: builder.build(app::context()).unwrap() }
    }

    fn window(&self, label: &str) -> WebviewWindow<MockRuntime> {
        WebviewWindowBuilder::new(&self.app, label, Default::default()).build().unwrap()
    }
}

fn call(window: &WebviewWindow<MockRuntime>, name: &str, args: Value) -> Result<Value, Value> {
    let request = InvokeRequest {
        cmd: name.into(),
        callback: tauri::ipc::CallbackFn(0),
        error: tauri::ipc::CallbackFn(1),
        url: "tauri://localhost".parse().unwrap(),
        body: tauri::ipc::InvokeBody::Json(json!({ "args": args })),
        headers: Default::default(),
        invoke_key: INVOKE_KEY.to_owned(),
    };
    get_ipc_response(window, request).map(|body| body.deserialize().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_window_may_call_each_command_and_no_other_window_may_call_any() {
    let hub = TestHub::start().await;
    let claire = hub.agent("claire").await;
    let shell = Shell::around(&claire);
    let (main, other) = (shell.window("main"), shell.window("other"));
    for name in COMMANDS {
        // Arguments of no command: it is there if it complains of them.
        let complaint = call(&main, name, json!("nonsense")).unwrap_err().to_string();
        let expected = if *name == AppendFile::NAME { "file_unreadable" } else { "invalid args" };
        assert!(complaint.contains(expected), "{name}: {complaint}");
        let refusal = call(&other, name, json!("nonsense")).unwrap_err().to_string();
        assert!(refusal.contains("not allowed"), "{name}: {refusal}");
    }
    assert!(call(&main, "plugin:event|emit", json!({})).unwrap_err().to_string().contains("not allowed"));
    assert!(call(&main, "plugin:window|close", json!({})).unwrap_err().to_string().contains("not allowed"));
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_and_failures_cross_as_the_window_reads_them() {
    let hub = TestHub::start().await;
    let claire = hub.agent("claire").await;
    let shell = Shell::around(&claire);
    let main = shell.window("main");
    let desk: Desk = serde_json::from_value(call(&main, session::Boot::NAME, json!({})).unwrap()).unwrap();
    assert_eq!(desk.me.unwrap().name, "claire");
    let nowhere = json!({ "conversation": uuid::Uuid::nil(), "limit": 30 });
    let failure = call(&main, thread::OpenConversation::NAME, nowhere).unwrap_err();
    let failure: Failure = serde_json::from_value(failure).unwrap();
    assert_eq!(failure.code, "not_found");
    assert_eq!(call(&main, session::Reconnect::NAME, json!({})).unwrap(), Value::Null);
}
