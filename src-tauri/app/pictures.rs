//! The scheme under which the window gets pictures of threads: what the hub drew, for this window alone.

use crate::console::Console;
use protocol::ipc::files::parse_picture_path;
use tauri::http::{Response, StatusCode, Uri, header};
use tauri::{AppHandle, Manager, Runtime};

/// The answer to a request of the window.
pub async fn answer<R: Runtime>(app: AppHandle<R>, uri: Uri) -> Response<Vec<u8>> {
    let picture = async {
        let (conversation, file, drawing) = parse_picture_path(uri.path().trim_start_matches('/'))?;
        let console = app.try_state::<Console>()?.inner().clone();
        match console.picture(conversation, file, drawing).await {
            Ok(picture) => Some(picture),
            Err(error) => {
                tracing::info!(%file, %error, "a picture is not shown");
                None
            }
        }
    };
    let response =
        Response::builder().header(header::CACHE_CONTROL, "no-store").header(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    let response = match picture.await {
        Some((media_type, bytes)) => response.header(header::CONTENT_TYPE, media_type).body(bytes),
        None => response.status(StatusCode::NOT_FOUND).body(Vec::new()),
    };
    response.unwrap_or_default()
}
