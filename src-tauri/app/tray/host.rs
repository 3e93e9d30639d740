//! Whether the desktop has a tray at this moment: a window that hides where nobody shows its icon would be lost.

/// Asks the desktop. One that does not answer has none.
#[cfg(target_os = "linux")]
pub async fn is_there() -> bool {
    const PATIENCE: std::time::Duration = std::time::Duration::from_secs(1);
    tokio::time::timeout(PATIENCE, ask()).await.is_ok_and(|asked| asked.unwrap_or(false))
}

#[cfg(target_os = "linux")]
async fn ask() -> zbus::Result<bool> {
    const NAME: &str = "org.kde.StatusNotifierWatcher";
    let bus = zbus::Connection::session().await?;
    let watcher = zbus::Proxy::new(&bus, NAME, "/StatusNotifierWatcher", NAME).await?;
    watcher.get_property("IsStatusNotifierHostRegistered").await
}

/// These desktops always have one.
#[cfg(not(target_os = "linux"))]
pub async fn is_there() -> bool {
    true
}
