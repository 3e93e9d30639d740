//! `cargo xtask bench hub`: 1,000 connected visitors and 20 agents, 200-byte messages, every chat
//! assigned, so that each message has one agent to reach. Load generator, hub and echo floor are
//! three processes on the same machine.

use anyhow::Result;
use bench::desk;
use bench::figures::Figures;
use bench::load::{self, Clock, Latencies};
use bench::process::Server;
use bench::socket::{self, Sender};
use futures_util::StreamExt;
use futures_util::stream;
use hub::{Store, accounts};
use protocol::wire::agents::SignedIn;
use protocol::wire::sync::{LiveHello, SyncPage};
use protocol::wire::visitors::{Session, VisitorHello};
use protocol::{ProjectId, Role};
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use tokio::sync::Mutex;
use uuid::Uuid;

const VISITORS: usize = 1_000;
const AGENTS: usize = 20;
const STEP: Duration = Duration::from_secs(5);
/// The rate at which latencies are reported: the aim.
const AIM: u32 = 2_000;
/// A rate is sustained if this share of it is answered, with p99 within [`P99_MS`].
const SHARE: f64 = 0.98;
const P99_MS: f64 = 100.0;

#[tokio::main]
async fn main() -> Result<()> {
    let mut figures = Figures::default();
    let clock = Clock::new();
    let scene = Scene::set(clock, &mut figures).await?;
    println!("{VISITORS} visitors, {AGENTS} agents, 200-byte messages, {} s a step", STEP.as_secs());
    let at_aim = scene.run(AIM).await;
    figures.add("ack_p50_ms", at_aim.ack_p50, "ms");
    figures.add("ack_p99_ms", at_aim.ack_p99, "ms");
    figures.add("delivery_p99_ms", at_aim.delivery_p99, "ms");
    let mut best = 0.0;
    for rate in [1_000, AIM, 2_250, 2_500, 2_750, 3_000, 3_500, 4_000, 5_000, 6_000, 8_000, 10_000] {
        let step = scene.run(rate).await;
        if !step.sustained(rate) {
            break;
        }
        best = step.per_second;
    }
    figures.add("durable_messages_per_s", best, "messages/s");
    drop(scene);
    figures.add("echo_messages_per_s", echo_floor(clock).await?, "messages/s");
    figures.publish("hub")
}

/// What one step of the load showed.
struct Seen {
    per_second: f64,
    ack_p50: f64,
    ack_p99: f64,
    delivery_p99: f64,
}

impl Seen {
    fn sustained(&self, rate: u32) -> bool {
        self.per_second >= f64::from(rate) * SHARE && self.ack_p99 <= P99_MS
    }

    fn print(&self, what: &str, rate: u32) {
        println!(
            "  {what:<5} {rate:>6}/s  answered {:>8.0}/s  ack p50 {:>7.2} ms  p99 {:>8.2} ms  delivery p99 {:>8.2} ms",
            self.per_second, self.ack_p50, self.ack_p99, self.delivery_p99
        );
    }
}

/// The cast, connected, each chat claimed.
struct Scene {
    senders: Arc<Vec<Mutex<Sender>>>,
    acks: Arc<Latencies>,
    deliveries: Arc<Latencies>,
    clock: Clock,
    _data: TempDir,
    _server: Server,
}

impl Scene {
    async fn set(clock: Clock, figures: &mut Figures) -> Result<Self> {
        let data = TempDir::new()?;
        let store = desk::open(data.path())?;
        let project = accounts::add_project(&store, "Bench", &["http://127.0.0.1".to_owned()]).await?;
        for n in 0..AGENTS {
            add_agent(&store, n, project.id).await?;
        }
        drop(store);
        let server = desk::serve(data.path()).await?;
        let http = reqwest::Client::new();
        let base = format!("http://{}", server.address);

        let agents: Vec<SignedIn> = stream::iter(0..AGENTS)
            .then(|n| {
                let (http, base) = (&http, &base);
                async move { desk::sign_in(http, base, &email(n)).await }
            })
            .collect::<Vec<_>>()
            .await
            .into_iter()
            .collect::<Result<_>>()?;
        let sessions: Vec<Session> = stream::iter(0..VISITORS)
            .map(|n| open_chat(&http, &base, &project.key, &agents[n % AGENTS].token))
            .buffered(16)
            .collect::<Vec<_>>()
            .await
            .into_iter()
            .collect::<Result<_>>()?;

        let (acks, deliveries) = (Arc::new(Latencies::new()?), Arc::new(Latencies::new()?));
        for agent in &agents {
            let page: SyncPage = http
                .get(format!("{base}/v1/sync?limit=1"))
                .bearer_auth(&agent.token)
                .send()
                .await?
                .error_for_status()?
                .json()
                .await?;
            let hello = LiveHello { token: agent.token.clone(), since: page.cursor };
            let (sender, receiver) = socket::open(&server.address, "/v1/live", serde_json::to_string(&hello)?).await?;
            tokio::spawn(hear_agent(sender, receiver, clock, Arc::clone(&deliveries)));
        }
        let before = server.resident_bytes()?;
        let mut senders = Vec::new();
        for session in sessions {
            let hello = VisitorHello { token: session.token, after: None };
            let hello = serde_json::to_string(&hello)?;
            let (sender, receiver) = socket::open(&server.address, "/v1/visitor/live", hello).await?;
            tokio::spawn(hear_visitor(receiver, clock, Arc::clone(&acks)));
            senders.push(Mutex::new(sender));
        }
        tokio::time::sleep(Duration::from_secs(2)).await;
        figures.add("bytes_per_connection", (server.resident_bytes()? - before) / VISITORS as f64, "bytes");
        Ok(Self { senders: Arc::new(senders), acks, deliveries, clock, _data: data, _server: server })
    }

    async fn run(&self, rate: u32) -> Seen {
        self.acks.clear();
        self.deliveries.clear();
        let started = std::time::Instant::now();
        let clock = self.clock;
        let sent = load::send(&self.senders, rate, STEP, |planned| {
            let stamp = clock.stamp(planned);
            // The id carries the stamp too: an acknowledgement has no text.
            let id = Uuid::from_u128((0x7000_u128 << 64) | (0x8000_u128 << 48) | (stamp << 80) | u128::from(random()));
            json!({ "type": "message", "id": id, "text": load::text_of_200_bytes(stamp) }).to_string()
        })
        .await;
        load::settle(&self.acks, sent).await;
        let seconds = started.elapsed().as_secs_f64().max(STEP.as_secs_f64());
        load::settle(&self.deliveries, sent).await;
        let seen = Seen {
            per_second: self.acks.count() as f64 / seconds,
            ack_p50: self.acks.quantile(0.5),
            ack_p99: self.acks.quantile(0.99),
            delivery_p99: self.deliveries.quantile(0.99),
        };
        seen.print("hub", rate);
        seen
    }
}

/// 32 bits that tell apart the ids of one instant.
fn random() -> u32 {
    Uuid::now_v7().as_u128() as u32
}

fn email(n: usize) -> String {
    format!("agent{n}@bench.example")
}

async fn add_agent(store: &Store, n: usize, project: ProjectId) -> Result<()> {
    accounts::add_agent(store, &email(n), &format!("Agent {n}"), Role::Agent, desk::PASSWORD, vec![project]).await?;
    Ok(())
}

/// A visitor whose chat an agent has.
async fn open_chat(http: &reqwest::Client, base: &str, key: &str, agent: &str) -> Result<Session> {
    let session = desk::visit(http, base, key).await?;
    let posted = desk::post(http, base, &session, "hello").await?;
    http.post(format!("{base}/v1/conversations/{}/claim", posted.conversation_id))
        .bearer_auth(agent)
        .header("idempotency-key", Uuid::now_v7().to_string())
        .send()
        .await?
        .error_for_status()?;
    Ok(session)
}

/// As little of a frame as tells what was acknowledged.
#[derive(Deserialize)]
struct Acknowledged {
    #[serde(rename = "type")]
    kind: String,
    id: Option<Uuid>,
}

async fn hear_visitor(mut receiver: socket::Receiver, clock: Clock, acks: Arc<Latencies>) {
    while let Some(text) = socket::next_text(&mut receiver).await {
        let Ok(frame) = serde_json::from_str::<Acknowledged>(&text) else { continue };
        if frame.kind == "posted"
            && let Some(id) = frame.id
            && let Some(latency) = clock.since_stamp(&(id.as_u128() >> 80).to_string())
        {
            acks.record(latency);
        }
    }
}

/// As little of a frame as tells which messages arrived.
#[derive(Deserialize)]
struct Heard {
    #[serde(default)]
    messages: Vec<HeardMessage>,
}

#[derive(Deserialize)]
struct HeardMessage {
    body: HeardBody,
}

#[derive(Deserialize)]
struct HeardBody {
    #[serde(default)]
    text: String,
}

/// Holds on to the sender: dropped, it would end the socket.
async fn hear_agent(_sender: Sender, mut receiver: socket::Receiver, clock: Clock, deliveries: Arc<Latencies>) {
    while let Some(text) = socket::next_text(&mut receiver).await {
        let Ok(frame) = serde_json::from_str::<Heard>(&text) else { continue };
        for message in frame.messages {
            if let Some(latency) = clock.since_stamp(&message.body.text) {
                deliveries.record(latency);
            }
        }
    }
}

/// The highest of the same rates that a plain echo sustains.
async fn echo_floor(clock: Clock) -> Result<f64> {
    let server = Server::start("echo", &[]).await?;
    let echoes = Arc::new(Latencies::new()?);
    let mut senders = Vec::new();
    for _ in 0..VISITORS {
        let (sender, mut receiver) = socket::open(&server.address, "/", "hello".to_owned()).await?;
        let echoes = Arc::clone(&echoes);
        tokio::spawn(async move {
            while let Some(text) = socket::next_text(&mut receiver).await {
                if let Some(latency) = clock.since_stamp(&text) {
                    echoes.record(latency);
                }
            }
        });
        senders.push(Mutex::new(sender));
    }
    let senders = Arc::new(senders);
    let mut best = 0.0;
    for rate in [2_000, 5_000, 10_000, 15_000, 20_000, 30_000, 40_000, 60_000] {
        echoes.clear();
        let started = std::time::Instant::now();
        let sent = load::send(&senders, rate, STEP, |planned| load::text_of_200_bytes(clock.stamp(planned))).await;
        load::settle(&echoes, sent).await;
        let seconds = started.elapsed().as_secs_f64().max(STEP.as_secs_f64());
        let seen = Seen {
            per_second: echoes.count() as f64 / seconds,
            ack_p50: echoes.quantile(0.5),
            ack_p99: echoes.quantile(0.99),
            delivery_p99: 0.0,
        };
        seen.print("echo", rate);
        if !seen.sustained(rate) {
            break;
        }
        best = seen.per_second;
    }
    Ok(best)
}
