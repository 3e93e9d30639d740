//! A hub in this process, that can be killed and started again on the same data.

use super::{Line, TestConsole, TestVisitor};
use hub::accounts::{self, NewProject};
use hub::{Running, Settings};
use protocol::{AgentId, Role};
use std::net::SocketAddr;
use tempfile::TempDir;
use tokio::runtime::Runtime;

pub const PASSWORD: &str = "correct horse";

pub struct TestHub {
    data: TempDir,
    running: Option<(Running, Runtime)>,
    pub addr: SocketAddr,
    pub project: NewProject,
}

/// An account.
#[derive(Clone, Debug)]
pub struct Member {
    pub id: AgentId,
    pub email: String,
}

impl TestHub {
    /// With one project, and nobody in it.
    pub async fn start() -> Self {
        let data = tempfile::tempdir().unwrap();
        let (running, runtime) = launch("127.0.0.1:0".parse().unwrap(), &data).await;
        let project = accounts::add_project(&running.store, "Maison Verlaine", &["https://shop.example".to_owned()])
            .await
            .unwrap();
        Self { addr: running.addr, data, running: Some((running, runtime)), project }
    }

    /// With the conversations of a seed, and its demo accounts.
    pub async fn seeded(conversations: usize, messages: usize) -> Self {
        let data = tempfile::tempdir().unwrap();
        let (running, runtime) = launch("127.0.0.1:0".parse().unwrap(), &data).await;
        let end = protocol::Timestamp(1_790_000_000_000);
        hub::seed(&running.store, conversations, messages, end, |_| {}).await.unwrap();
        let project = NewProject { id: uuid::Uuid::nil().into(), key: String::new() };
        Self { addr: running.addr, data, running: Some((running, runtime)), project }
    }

    pub fn running(&self) -> &Running {
        &self.running.as_ref().expect("the hub runs").0
    }

    /// As a crash would: nothing of it runs any more, nothing is said.
    pub fn kill(&mut self) {
        if let Some((_, runtime)) = self.running.take() {
            runtime.shutdown_background();
        }
    }

    /// Starts again on the same data and port.
    pub async fn restart(&mut self) {
        self.running = Some(launch(self.addr, &self.data).await);
    }

    pub async fn member(&self, name: &str, role: Role) -> Member {
        let email = format!("{name}@shop.example");
        let store = &self.running().store;
        let id = accounts::add_agent(store, &email, name, role, PASSWORD, vec![]).await.unwrap();
        Member { id, email }
    }

    /// An agent's account, and a console signed in with it.
    pub async fn agent(&self, name: &str) -> TestConsole {
        let member = self.member(name, Role::Agent).await;
        self.console(&member).await
    }

    pub async fn manager(&self, name: &str) -> TestConsole {
        let member = self.member(name, Role::Manager).await;
        self.console(&member).await
    }

    /// A console on a line of its own, signed in.
    pub async fn console(&self, member: &Member) -> TestConsole {
        let console = TestConsole::open(Line::to(self.addr).await).await;
        console.sign_in(&member.email, PASSWORD).await;
        console
    }

    /// A visitor who has opened the widget.
    pub async fn visitor(&self) -> TestVisitor {
        TestVisitor::open(self.addr, &self.project.key).await
    }
}

impl Drop for TestHub {
    fn drop(&mut self) {
        self.kill();
    }
}

/// On a runtime of its own, so that all of it can be killed at once.
async fn launch(listen: SocketAddr, data: &TempDir) -> (Running, Runtime) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let settings = Settings { rate_limits: false, ..Settings::new(listen, data.path()) };
    let mut last = String::new();
    // The port of a hub that was just killed may take a moment to be free.
    for _ in 0..200 {
        match runtime.spawn(hub::launch(settings.clone())).await.unwrap() {
            Ok(running) => return (running, runtime),
            Err(error) => last = error.to_string(),
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    runtime.shutdown_background();
    panic!("the hub does not start: {last}");
}
