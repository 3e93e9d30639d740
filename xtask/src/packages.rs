//! Which system packages the product needs, and what each package manager calls them.
//!
//! Pure tables and plain functions; `machine` asks and installs.

use std::collections::BTreeSet;

/// What a package is for. Every command names what it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// To compile the workspace.
    Build,
    /// To show a window on a machine without a display.
    Display,
    /// To take a picture of that window.
    Screenshot,
    /// To drive windows and browsers in tests.
    WindowTests,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manager {
    Apt,
    Dnf,
    Pacman,
}

/// One package by the name that each manager gives it; empty where it comes with another one.
struct Package {
    need: Need,
    apt: &'static str,
    dnf: &'static str,
    pacman: &'static str,
}

const fn package(need: Need, apt: &'static str, dnf: &'static str, pacman: &'static str) -> Package {
    Package { need, apt, dnf, pacman }
}

#[rustfmt::skip]
const PACKAGES: &[Package] = &[
    package(Need::Build, "build-essential", "gcc-c++", "base-devel"),
    package(Need::Build, "pkg-config", "pkgconf-pkg-config", "pkgconf"),
    package(Need::Build, "libwebkit2gtk-4.1-dev", "webkit2gtk4.1-devel", "webkit2gtk-4.1"),
    package(Need::Build, "libayatana-appindicator3-dev", "libappindicator-gtk3-devel", "libappindicator-gtk3"),
    package(Need::Build, "librsvg2-dev", "librsvg2-devel", "librsvg"),
    package(Need::Build, "libxdo-dev", "libxdo-devel", "xdotool"),
    package(Need::Build, "libasound2-dev", "alsa-lib-devel", "alsa-lib"),
    package(Need::Build, "libdbus-1-dev", "dbus-devel", "dbus"),
    package(Need::Display, "xvfb", "xorg-x11-server-Xvfb", "xorg-server-xvfb"),
    package(Need::Display, "openbox", "openbox", "openbox"),
    package(Need::Display, "dbus", "dbus-daemon", ""),
    package(Need::Display, "fonts-noto-color-emoji", "google-noto-color-emoji-fonts", "noto-fonts-emoji"),
    package(Need::Screenshot, "imagemagick", "ImageMagick", "imagemagick"),
    package(Need::WindowTests, "webkit2gtk-driver", "", ""),
    package(Need::WindowTests, "dunst", "dunst", "dunst"),
    package(Need::WindowTests, "gnome-keyring", "gnome-keyring", "gnome-keyring"),
    package(Need::WindowTests, "wmctrl", "wmctrl", "wmctrl"),
    package(Need::WindowTests, "chromium", "chromium", "chromium"),
    package(Need::WindowTests, "chromium-driver", "chromedriver", ""),
    package(Need::WindowTests, "libreoffice-calc-nogui", "libreoffice-calc", "libreoffice-fresh"),
    package(Need::WindowTests, "hunspell-fr", "hunspell-fr", "hunspell-fr"),
    package(Need::WindowTests, "hunspell-es", "hunspell-es", "hunspell-es_es"),
    package(Need::WindowTests, "hunspell-en-us", "hunspell-en-US", "hunspell-en_us"),
];

/// Node and npm, where the machine has none (or one too old).
pub const NODE: &[&str] = &["nodejs", "npm"];

/// Debian's own Rust, which can build for the browser without rustup's network.
pub const DEBIAN_RUST: &[&str] = &["rustc-web", "cargo-web", "rust-web-src", "lld-19"];

/// The packages for these needs, in the order of the table.
pub fn wanted(needs: &[Need], manager: Manager) -> Vec<&'static str> {
    PACKAGES
        .iter()
        .filter(|package| needs.contains(&package.need))
        .map(|package| match manager {
            Manager::Apt => package.apt,
            Manager::Dnf => package.dnf,
            Manager::Pacman => package.pacman,
        })
        .filter(|name| !name.is_empty())
        .collect()
}

/// What is wanted and not there.
pub fn missing<'a>(wanted: &[&'a str], installed: &BTreeSet<String>) -> Vec<&'a str> {
    wanted.iter().copied().filter(|name| !installed.contains(*name)).collect()
}

/// The command that lists which of `names` are installed. It fails when one is not, and lists the
/// others all the same.
pub fn query(manager: Manager, names: &[&str]) -> Vec<String> {
    let command: &[&str] = match manager {
        Manager::Apt => &["dpkg-query", "--show", "--showformat=${Package} ${db:Status-Status}\n"],
        Manager::Dnf => &["rpm", "--query", "--queryformat=%{NAME} installed\n"],
        Manager::Pacman => &["pacman", "--query"],
    };
    words(command, names)
}

/// The names in what `query` printed.
pub fn installed(manager: Manager, printed: &str) -> BTreeSet<String> {
    printed
        .lines()
        .filter_map(|line| line.split_once(' '))
        .filter(|(_, state)| manager == Manager::Pacman || *state == "installed")
        .map(|(name, _)| name.to_owned())
        .collect()
}

/// Brings the manager's lists up to date, where that is a command of its own.
pub fn refresh(manager: Manager) -> Option<Vec<String>> {
    (manager == Manager::Apt).then(|| words(&["apt-get", "update"], &[]))
}

/// Installs `names` without a question. apt refuses rather than remove something for it.
pub fn install(manager: Manager, names: &[&str]) -> Vec<String> {
    let command: &[&str] = match manager {
        Manager::Apt => &["apt-get", "install", "-y", "--no-install-recommends", "--no-remove"],
        Manager::Dnf => &["dnf", "install", "-y"],
        Manager::Pacman => &["pacman", "-S", "--needed", "--noconfirm"],
    };
    words(command, names)
}

fn words(command: &[&str], names: &[&str]) -> Vec<String> {
    command.iter().chain(names).map(|&word| word.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_not_installed_is_missing() {
        let printed = "xvfb installed\nopenbox config-files\ndbus installed\n";
        let installed = installed(Manager::Apt, printed);
        assert_eq!(missing(&["xvfb", "openbox", "dbus"], &installed), ["openbox"]);
        assert!(missing(&wanted(&[Need::Display], Manager::Apt), &installed).contains(&"openbox"));
    }

    #[test]
    fn rpm_and_pacman_answers_are_understood() {
        let rpm = "openbox installed\npackage dunst is not installed\n";
        assert_eq!(installed(Manager::Dnf, rpm), BTreeSet::from(["openbox".to_owned()]));
        let pacman = "openbox 3.6.1-12\n";
        assert_eq!(installed(Manager::Pacman, pacman), BTreeSet::from(["openbox".to_owned()]));
    }

    #[test]
    fn building_needs_no_browser_and_tests_no_screenshot() {
        assert!(!wanted(&[Need::Build], Manager::Apt).contains(&"chromium"));
        let tests = wanted(&[Need::Build, Need::Display, Need::WindowTests], Manager::Apt);
        assert!(tests.contains(&"chromium") && tests.contains(&"xvfb") && !tests.contains(&"imagemagick"));
    }

    #[test]
    fn a_package_that_comes_with_another_is_not_named() {
        let names = wanted(&[Need::WindowTests], Manager::Pacman);
        assert!(names.iter().all(|name| !name.is_empty()));
    }

    #[test]
    fn apt_asks_nothing_and_removes_nothing() {
        assert_eq!(
            install(Manager::Apt, &["xvfb", "dbus"]).join(" "),
            "apt-get install -y --no-install-recommends --no-remove xvfb dbus"
        );
    }
}
