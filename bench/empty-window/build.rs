//! What every Tauri program's build needs.

fn main() {
    tauri_build::build();
}
