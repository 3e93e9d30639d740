//! Opens a window with a line of text, and says `painted` when it is on the glass, as the console does.

/// Two frames after the page was drawn.
#[tauri::command]
fn painted() {
    eprintln!("painted");
}

fn main() -> Result<(), tauri::Error> {
    tauri::Builder::default().invoke_handler(tauri::generate_handler![painted]).run(tauri::generate_context!())
}
