//! The running product: hub, demo web site and console, until Ctrl-C.

mod children;
mod console;
mod demo_data;
mod demo_site;

use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};

use anyhow::{Context, Result};
use clap::Args;

use crate::build;
use crate::packages::Need;
use crate::setup;
use crate::ui;
use crate::widget;
use crate::workspace::{Profile, Workspace};
use children::{Children, Stop};
use console::Console;
use demo_data::DemoData;
use demo_site::DemoSite;

#[derive(Args)]
pub struct Options {
    /// Where the console keeps its files [default: beside the demo data]
    #[arg(long, value_name = "DIR")]
    profile: Option<PathBuf>,
    /// Build and run the release binaries
    #[arg(long)]
    release: bool,
    #[arg(long, value_name = "PORT", default_value_t = DEFAULT_HUB_PORT)]
    hub_port: u16,
    #[arg(long, value_name = "PORT", default_value_t = DEFAULT_SITE_PORT)]
    site_port: u16,
}

const DEFAULT_HUB_PORT: u16 = 7700;
const DEFAULT_SITE_PORT: u16 = 7701;

/// `cargo xtask run`.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    // Before the build, which takes minutes the first time.
    drop(listen(options.hub_port, "--hub-port")?);
    let site = listen(options.site_port, "--site-port")?;
    let needs: &[Need] =
        if setup::has_display() { &[Need::Build] } else { &[Need::Build, Need::Display, Need::Screenshot] };
    let toolchain = setup::prepare(workspace, needs)?;
    let profile = if options.release { Profile::Release } else { Profile::Debug };
    widget::build(workspace)?;
    ui::build(workspace, toolchain, profile)?;
    build::products(workspace, profile)?;

    let stop = on_ctrl_c()?;
    let hub_binary = workspace.binary(profile, "pupitre-hub");
    let site_url = format!("http://127.0.0.1:{}", options.site_port);
    let data = DemoData::ready(&hub_binary, &data_folder(&workspace.root, options.site_port), &site_url)?;
    let mut children = Children::default();
    let hub_url = children.start_hub(&hub_binary, &data.hub, options.hub_port, &stop)?;
    DemoSite::new(workspace.root.join("widget/demo"), &hub_url, &data.project_key).serve(site);
    let own_profile = options.profile.clone().unwrap_or_else(|| data.console.clone());
    let console = Console { binary: &workspace.binary(profile, "pupitre"), profile: &own_profile, hub_url: &hub_url };
    let picture = console.start(&mut children)?;
    announce(&hub_url, &site_url, picture.as_deref());
    children.watch(&stop)
}

/// The demo project allows the site's origin, so each port has data of its own.
fn data_folder(root: &Path, site_port: u16) -> PathBuf {
    if site_port == DEFAULT_SITE_PORT {
        root.join("target/demo")
    } else {
        root.join(format!("target/demo-{site_port}"))
    }
}

fn listen(port: u16, option: &str) -> Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).with_context(|| {
        format!(
            "port {port} is taken: is `cargo xtask run` still running? End that, or choose another one with {option}"
        )
    })
}

fn on_ctrl_c() -> Result<Receiver<Stop>> {
    let (sender, receiver) = channel();
    ctrlc::set_handler(move || {
        let _ = sender.send(Stop);
    })
    .context("cannot listen for Ctrl-C")?;
    Ok(receiver)
}

fn announce(hub_url: &str, site_url: &str, picture: Option<&Path>) {
    println!("\n  demo site  {site_url}");
    println!("  hub        {hub_url}");
    println!("  accounts   password {}", demo_data::PASSWORD);
    for (name, email, role) in demo_data::AGENTS {
        println!("             {email}  {name}, {role}");
    }
    if let Some(picture) = picture {
        println!("  window     there is no display; a picture of it lies in {}", picture.display());
    }
    println!("\nCtrl-C ends everything.");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_site_port_has_its_own_demo_data() {
        let root = Path::new("clone");
        assert_eq!(data_folder(root, DEFAULT_SITE_PORT), root.join("target/demo"));
        assert_eq!(data_folder(root, 7801), root.join("target/demo-7801"));
    }
}
