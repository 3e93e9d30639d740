//! Where most stories begin: a hub with the widget on a site, and an agent signed in at the window.

use crate::console::Console;
use crate::desk::Desk;
use crate::hub_process::HubProcess;
use crate::site::Site;

pub struct Stage {
    pub desk: Desk,
    pub site: Site,
    pub hub: HubProcess,
    pub console: Console,
}

impl Stage {
    /// With the console of this agent: e-mail address, name and role.
    pub async fn open(agent: (&str, &str, &str)) -> Self {
        Self::open_with(agent, &[]).await
    }

    /// The same; these have accounts too.
    pub async fn open_with(agent: (&str, &str, &str), others: &[(&str, &str, &str)]) -> Self {
        Self::at(Desk::start(), agent, others).await
    }

    /// The same at a desk that is furnished already.
    pub async fn at(desk: Desk, agent: (&str, &str, &str), others: &[(&str, &str, &str)]) -> Self {
        let site = Site::start();
        let hub = HubProcess::start(&site.origin, &[&[agent], others].concat());
        site.carry(&hub.url, &hub.project_key);
        let name = agent.0.split('@').next().unwrap_or(agent.0);
        let console = Console::open(&desk, name, &hub.url).await;
        console.sign_in(agent.0).await;
        console.is("connected").await;
        Self { desk, site, hub, console }
    }
}
