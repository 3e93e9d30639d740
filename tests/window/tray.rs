//! A desktop's tray, as far as an icon in it can tell: the watcher that icons sign up with, and what a person
//! does with an icon and its menu.

use crate::desk::Desk;
use crate::screen::{LOOK_AGAIN, PATIENCE};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Instant;
use zbus::connection::Builder;
use zbus::message::Header;
use zbus::{Connection, OwnedObjectPath, OwnedVariant, Proxy, Variant, interface};

const WATCHER: &str = "org.kde.StatusNotifierWatcher";
const ITEM: &str = "org.kde.StatusNotifierItem";
const MENU: &str = "com.canonical.dbusmenu";

/// One entry of the icon's menu.
#[derive(Debug)]
pub struct Entry {
    id: i32,
    pub label: String,
    pub ticked: bool,
}

/// An entry as it travels: its number, its properties, the entries below it.
type Node = (i32, HashMap<String, OwnedVariant>, Vec<OwnedVariant>);

/// Who owns an icon, and its object's path.
type Item = Option<(String, String)>;

pub struct Tray {
    bus: Connection,
    item: Arc<Mutex<Item>>,
}

struct Watcher(Arc<Mutex<Item>>);

#[interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    fn register_status_notifier_item(&self, service: &str, #[zbus(header)] header: Header<'_>) {
        let owner = header.sender().expect("a sender").to_string();
        *self.0.lock().unwrap() = Some((owner, service.to_owned()));
    }

    fn register_status_notifier_host(&self, _service: &str) {}

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn protocol_version(&self) -> i32 {
        0
    }
}

impl Tray {
    pub async fn start(desk: &Desk) -> Self {
        let item = Arc::default();
        let watcher = Watcher(Arc::clone(&item));
        let builder = Builder::address(desk.bus()).name(WATCHER).serve_at("/StatusNotifierWatcher", watcher);
        Self { bus: builder.build().await.unwrap(), item }
    }

    /// The number beside the icon; waits for the icon, and for the number to be this.
    pub async fn counts(&self, number: &str) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let shown = self.property("XAyatanaLabel").await;
            let shown = shown.and_then(|value| String::try_from(value).ok());
            if shown.as_deref() == Some(number) {
                return;
            }
            assert!(Instant::now() < deadline, "the number in the tray is {shown:?}, not {number:?}");
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }

    /// What the menu offers now.
    pub async fn menu(&self) -> Vec<Entry> {
        let whole = (0, -1, Vec::<&str>::new());
        let (_, (_, _, entries)): (u32, Node) = self.menu_proxy().await.call("GetLayout", &whole).await.unwrap();
        entries.into_iter().filter_map(entry).collect()
    }

    /// Chooses the entry that says this.
    pub async fn choose(&self, label: &str) {
        let menu = self.menu().await;
        let entry = menu.iter().find(|entry| entry.label == label).unwrap_or_else(|| panic!("{label}: {menu:?}"));
        let (id, data) = (entry.id, Variant::I32(0));
        let _: () = self.menu_proxy().await.call("Event", &(id, "clicked", data, 0u32)).await.unwrap();
    }

    /// Waits until the entry that says this is ticked, or not.
    pub async fn is_ticked(&self, label: &str, ticked: bool) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let menu = self.menu().await;
            if menu.iter().any(|entry| entry.label == label && entry.ticked == ticked) {
                return;
            }
            assert!(Instant::now() < deadline, "{label} is to be {ticked}: {menu:?}");
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }

    /// Waits until the icon's program is gone.
    pub async fn is_empty(&self) {
        let deadline = Instant::now() + PATIENCE;
        while self.property("Status").await.is_some() {
            assert!(Instant::now() < deadline, "the icon is still in the tray");
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }

    async fn property(&self, name: &str) -> Option<OwnedVariant> {
        let (owner, path) = self.item.lock().unwrap().clone()?;
        let item = Proxy::new(&self.bus, owner, path, ITEM).await.ok()?;
        item.get_property(name).await.ok()
    }

    async fn menu_proxy(&self) -> Proxy<'static> {
        let path = OwnedObjectPath::try_from(self.property("Menu").await.expect("a menu")).unwrap();
        let owner = self.item.lock().unwrap().clone().expect("an icon").0;
        Proxy::new(&self.bus, owner, path, MENU).await.unwrap()
    }
}

/// None: a line between others.
fn entry(node: OwnedVariant) -> Option<Entry> {
    let Variant::Structure(node) = Variant::from(node) else { panic!("an entry is a structure") };
    let mut fields = node.into_fields().into_iter();
    let (Some(Variant::I32(id)), Some(Variant::Dict(properties))) = (fields.next(), fields.next()) else {
        panic!("an entry begins with its number and properties")
    };
    let properties = HashMap::<String, OwnedVariant>::try_from(properties).unwrap();
    let label = String::try_from(properties.get("label")?.try_clone().unwrap()).unwrap();
    let ticked = properties.get("toggle-state").is_some_and(|state| **state == Variant::I32(1));
    Some(Entry { id, label: label.replace('_', ""), ticked })
}
