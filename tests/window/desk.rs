//! One desk per test: a display, a window manager, a session bus with a notification daemon, and
//! a home folder, none shared with anybody.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

pub struct Desk {
    pub home: TempDir,
    environment: Vec<(String, String)>,
    // Ended in this order.
    helpers: Vec<Child>,
}

impl Desk {
    pub fn start() -> Self {
        let home = TempDir::new().unwrap();
        let runtime = home.path().join("run");
        std::fs::create_dir_all(&runtime).unwrap();
        let mut helpers = Vec::new();

        let mut display = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb is missing: cargo xtask setup");
        let number = first_line(display.stdout.take().unwrap());
        helpers.push(display);
        let mut bus = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--print-address"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("dbus-daemon is missing: cargo xtask setup");
        let address = first_line(bus.stdout.take().unwrap());
        helpers.push(bus);

        let text = |path: &Path| path.to_str().unwrap().to_owned();
        let environment = [
            ("DISPLAY", format!(":{number}")),
            ("DBUS_SESSION_BUS_ADDRESS", address),
            ("HOME", text(home.path())),
            ("XDG_RUNTIME_DIR", text(&runtime)),
            ("XDG_DATA_HOME", text(&home.path().join("data"))),
            ("XDG_CONFIG_HOME", text(&home.path().join("config"))),
            ("XDG_CACHE_HOME", text(&home.path().join("cache"))),
            ("LANG", "fr_FR.UTF-8".to_owned()),
            ("LANGUAGE", "fr".to_owned()),
            ("PATH", format!("{}:{}", home.path().join("bin").display(), std::env::var("PATH").unwrap())),
            ("GTK_A11Y", "none".to_owned()),
            ("NO_AT_BRIDGE", "1".to_owned()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .to_vec();
        let mut desk = Self { home, environment, helpers };
        desk.install_browser();
        desk.install_sound();
        for program in ["openbox", "dunst"] {
            let child = desk.command(program).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
            desk.helpers.push(child.unwrap_or_else(|_| panic!("{program} is missing: cargo xtask setup")));
        }
        desk.wait_for_notifications();
        desk
    }

    /// Gives the desk a keyring that is open, as after a login.
    pub fn unlock_keyring(&mut self) {
        let mut daemon = self
            .command("gnome-keyring-daemon")
            .args(["--unlock", "--components=secrets", "--foreground"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("gnome-keyring is missing: cargo xtask setup");
        daemon.stdin.take().unwrap().write_all(b"password").unwrap();
        self.helpers.push(daemon);
        // Asked of the bus: asking the keyring itself would start another one, which is locked.
        let owned =
            ["--session", "--print-reply", "--dest=org.freedesktop.DBus", "/", "org.freedesktop.DBus.NameHasOwner"];
        self.wait_for("a keyring", || {
            let asked = self.command("dbus-send").args(owned).arg("string:org.freedesktop.secrets").output();
            asked.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains("boolean true"))
        });
    }

    /// A command that runs at this desk.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.envs(self.environment.iter().cloned());
        command
    }

    /// What opens addresses here writes them down instead.
    fn install_browser(&self) {
        use std::os::unix::fs::PermissionsExt;
        let (folder, log) = (self.folder("bin"), self.folder("opened"));
        std::fs::create_dir_all(&folder).unwrap();
        let browser = folder.join("xdg-open");
        std::fs::write(&browser, format!("#!/bin/sh\necho \"$1\" >> {}\n", log.display())).unwrap();
        std::fs::set_permissions(browser, PermissionsExt::from_mode(0o755)).unwrap();
    }

    /// What would be heard here is written down instead.
    fn install_sound(&self) {
        let card = format!(
            "pcm.!default {{ type file slave.pcm silent file \"{}\" format raw }}\npcm.silent {{ type null }}\n",
            self.folder("heard").display()
        );
        std::fs::write(self.folder(".asoundrc"), card).unwrap();
    }

    /// Whether anything but silence was played since this was asked last.
    pub fn was_heard(&self) -> bool {
        let heard = std::fs::read(self.folder("heard")).unwrap_or_default().iter().any(|byte| *byte != 0);
        // A sound that has only begun goes on in the same file.
        if heard {
            let _ = std::fs::remove_file(self.folder("heard"));
        }
        heard
    }

    /// The session bus.
    pub fn bus(&self) -> &str {
        &self.environment.iter().find(|(name, _)| name == "DBUS_SESSION_BUS_ADDRESS").unwrap().1
    }

    /// Titles of the windows on the display.
    pub fn windows(&self) -> Vec<String> {
        let output = self.command("wmctrl").arg("-l").output().expect("wmctrl is missing: cargo xtask setup");
        let all = String::from_utf8_lossy(&output.stdout);
        all.lines().filter_map(|line| line.splitn(5, ' ').nth(4)).map(str::to_owned).collect()
    }

    /// Closes Pupitre's window as its frame does.
    pub fn close_window(&self) {
        assert!(self.command("wmctrl").args(["-c", "Pupitre"]).status().unwrap().success());
    }

    /// Addresses that were opened in the desk's browser.
    pub fn opened(&self) -> Vec<String> {
        let log = std::fs::read_to_string(self.folder("opened")).unwrap_or_default();
        log.lines().map(str::to_owned).collect()
    }

    pub fn folder(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// Notifications that are on the glass or were: newest first, as (summary, body).
    pub fn notifications(&self) -> Vec<(String, String)> {
        // What is shown joins the history when it is taken away.
        let _ = self.command("dunstctl").arg("close-all").output();
        let output = self.command("dunstctl").arg("history").output().unwrap();
        let history: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
        let shown = history["data"][0].as_array().cloned().unwrap_or_default();
        let text = |item: &serde_json::Value, key: &str| item[key]["data"].as_str().unwrap_or_default().to_owned();
        shown.iter().map(|item| (text(item, "summary"), text(item, "body"))).collect()
    }

    /// How many notifications are on the glass now.
    pub fn shown_notifications(&self) -> usize {
        let output = self.command("dunstctl").args(["count", "displayed"]).output().unwrap();
        String::from_utf8_lossy(&output.stdout).trim().parse().unwrap_or(0)
    }

    /// Clicks the newest notification on the glass.
    pub fn click_notification(&self) {
        assert!(self.command("dunstctl").args(["action", "0"]).status().unwrap().success());
    }

    fn wait_for_notifications(&self) {
        self.wait_for("a notification daemon", || {
            self.command("dunstctl").arg("count").output().is_ok_and(|output| output.status.success())
        });
    }

    fn wait_for(&self, what: &str, is_there: impl Fn() -> bool) {
        let deadline = Instant::now() + Duration::from_secs(10);
        while !is_there() {
            assert!(Instant::now() < deadline, "{what}: not there within 10 s");
            std::thread::yield_now();
        }
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        for helper in self.helpers.iter_mut().rev() {
            let _ = helper.kill();
            let _ = helper.wait();
        }
    }
}

fn first_line(out: impl Read) -> String {
    let mut line = String::new();
    BufReader::new(out).read_line(&mut line).unwrap();
    line.trim().to_owned()
}
