//! `pupitre-hub`: the command line of operators.

use clap::{Parser, Subcommand};
use hub::{Error, PipedriveAccount, Settings, Store, Tls, accounts};
use protocol::{FilePolicy, ProjectId, Role};
use std::io::{BufRead, IsTerminal, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;
use url::Url;

/// The Pupitre hub: the server between web sites and agents' consoles.
#[derive(Parser)]
#[command(version, max_term_width = 100)]
struct Cli {
    /// Log as JSON, one object a line.
    #[arg(long, global = true)]
    log_json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve until SIGTERM or Ctrl-C.
    Serve(Serve),
    /// Projects: web sites or brands.
    #[command(subcommand)]
    Project(Project),
    /// Accounts of agents, managers and admins.
    #[command(subcommand)]
    Agent(Agent),
    /// Print the description of the API (OpenAPI 3.1, JSON).
    Openapi,
    /// Fill an empty hub with realistic conversations.
    Seed {
        #[arg(long)]
        conversations: usize,
        #[arg(long)]
        messages: usize,
        #[command(flatten)]
        data: Data,
    },
    /// Verify the invariants of the whole database; fails if one is broken.
    Check(Data),
    /// Say that this database was restored from a copy: consoles synchronise from the start.
    Restored(Data),
}

#[derive(clap::Args)]
struct Data {
    /// Directory of the hub's data.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
}

#[derive(clap::Args)]
struct Serve {
    /// Address and port; port 0 takes a free one.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:7700")]
    listen: SocketAddr,
    #[command(flatten)]
    data: Data,
    /// PEM file of the certificate chain; with --tls-key the hub serves TLS itself.
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_certificate: Option<PathBuf>,
    /// PEM file of the private key.
    #[arg(long, value_name = "FILE", requires = "tls_certificate")]
    tls_key: Option<PathBuf>,
    /// Believe the X-Forwarded-For of the proxy in front.
    #[arg(long)]
    trust_forwarded: bool,
    /// Database of places by address in MaxMind's format (GeoLite2 City, DB-IP City…): tells where
    /// visitors are. Without it that stays unknown.
    #[arg(long, value_name = "FILE")]
    geoip: Option<PathBuf>,
    /// Bring leads, deals and activities to Pipedrive: the company's own address there, like
    /// https://shop.pipedrive.com. Its API token is read from the environment.
    #[arg(long, value_name = "URL", value_parser = parse_base)]
    pipedrive: Option<Url>,
    /// No rate limits; for load measurements only.
    #[arg(long)]
    no_rate_limits: bool,
}

#[derive(Subcommand)]
enum Project {
    /// Make a project; prints its id and widget key.
    Add {
        name: String,
        /// A site that may carry the widget, like https://shop.example; repeatable.
        #[arg(long = "origin", value_name = "URL", required = true, num_args = 1..)]
        origins: Vec<String>,
        #[command(flatten)]
        data: Data,
    },
    /// Say what the visitors of a project may send.
    Files {
        project: ProjectId,
        /// Largest file in bytes, at most 100000000; 0: no files.
        #[arg(long, value_name = "BYTES")]
        max_bytes: u64,
        /// A media type, like application/pdf or image/*; repeatable. None: any.
        #[arg(long = "type", value_name = "TYPE", num_args = 1..)]
        media_types: Vec<String>,
        #[command(flatten)]
        data: Data,
    },
}

#[derive(Subcommand)]
enum Agent {
    /// Make an account; its password is read from standard input. Prints its id.
    Add {
        email: String,
        #[arg(long)]
        name: String,
        #[arg(long, value_parser = parse_role)]
        role: Role,
        /// Projects of the account; all that there are if none is named.
        #[arg(long = "project", value_name = "ID", num_args = 1..)]
        projects: Vec<ProjectId>,
        #[command(flatten)]
        data: Data,
    },
    /// Say what an account may do beyond its role.
    Permit {
        email: String,
        /// Change playbooks, as managers do.
        #[arg(long, value_name = "true|false", action = clap::ArgAction::Set)]
        playbooks: bool,
        #[command(flatten)]
        data: Data,
    },
}

/// An address that others hang on: https, or plain http on this machine alone.
fn parse_base(text: &str) -> Result<Url, String> {
    let url: Url = text.parse().map_err(|error| format!("{error}"))?;
    let here = matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
    match url.scheme() {
        "https" => Ok(url),
        "http" if here => Ok(url),
        _ => Err("expected an https address, like https://shop.pipedrive.com".to_owned()),
    }
}

fn parse_role(text: &str) -> Result<Role, String> {
    text.parse()
}

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    // Does nothing in builds for use.
    let _faults = fail::FailScenario::setup();
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn,hub=info"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if cli.log_json {
        log.json().init();
    } else {
        log.with_ansi(std::io::stderr().is_terminal()).init();
    }
    match run(cli.command).await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("pupitre-hub: {}", explain(&error));
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> Result<ExitCode, Error> {
    match command {
        Command::Serve(options) => serve(options).await?,
        Command::Project(Project::Add { name, origins, data }) => {
            print_json(&accounts::add_project(&open(data)?, &name, &origins).await?)?;
        }
        Command::Project(Project::Files { project, max_bytes, media_types, data }) => {
            accounts::set_file_policy(&open(data)?, project, FilePolicy { max_bytes, media_types }).await?;
        }
        Command::Agent(Agent::Add { email, name, role, projects, data }) => {
            let password = read_password()?;
            let id = accounts::add_agent(&open(data)?, &email, &name, role, &password, projects).await?;
            print_json(&serde_json::json!({ "id": id }))?;
        }
        Command::Agent(Agent::Permit { email, playbooks, data }) => {
            accounts::allow_playbooks(&open(data)?, &email, playbooks).await?;
        }
        Command::Openapi => print_json(&hub::openapi())?,
        Command::Seed { conversations, messages, data } => {
            let settings = settings(data);
            let now = (settings.clock)();
            let store = Store::open(&settings)?;
            let progress = |done| {
                if std::io::stderr().is_terminal() {
                    eprint!("\r{done} of {conversations} conversations");
                }
            };
            let seeded = hub::seed(&store, conversations, messages, now, progress).await?;
            if std::io::stderr().is_terminal() {
                eprintln!();
            }
            print_json(&seeded)?;
        }
        Command::Check(data) => {
            let settings = settings(data);
            let store = Store::open(&settings)?;
            let mut broken = hub::check(&store).await?;
            broken.extend(hub::check_files(&store, &settings.files()).await?);
            for sentence in &broken {
                println!("{sentence}");
            }
            if !broken.is_empty() {
                return Ok(ExitCode::FAILURE);
            }
            println!("sound");
        }
        Command::Restored(data) => hub::restored(&open(data)?).await?,
    }
    Ok(ExitCode::SUCCESS)
}

async fn serve(options: Serve) -> Result<(), Error> {
    let tls = options.tls_certificate.zip(options.tls_key).map(|(certificate, key)| Tls { certificate, key });
    let pipedrive = options.pipedrive.map(|base| Ok::<_, Error>(PipedriveAccount { base, token: pipedrive_token()? }));
    let running = hub::launch(Settings {
        tls,
        pipedrive: pipedrive.transpose()?,
        trust_forwarded: options.trust_forwarded,
        places: options.geoip,
        rate_limits: !options.no_rate_limits,
        ..Settings::new(options.listen, options.data.data)
    })
    .await?;
    print_line(&format!("listening on {}", running.url()))?;
    wait_for_the_end().await?;
    tracing::info!("stopping");
    running.stop().await;
    Ok(())
}

/// On the command line every account of the machine could read it.
fn pipedrive_token() -> Result<String, Error> {
    let token = std::env::var("PUPITRE_PIPEDRIVE_TOKEN").unwrap_or_default();
    if token.trim().is_empty() {
        return Err(Error::Internal("set PUPITRE_PIPEDRIVE_TOKEN to the API token of Pipedrive".to_owned()));
    }
    Ok(token.trim().to_owned())
}

async fn wait_for_the_end() -> Result<(), Error> {
    let failed = |e: std::io::Error| Error::Internal(format!("cannot wait for signals: {e}"));
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate()).map_err(failed)?;
        tokio::select! {
            _ = terminate.recv() => Ok(()),
            interrupted = tokio::signal::ctrl_c() => interrupted.map_err(failed),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await.map_err(failed)
}

fn settings(data: Data) -> Settings {
    Settings::new(SocketAddr::from(([127, 0, 0, 1], 0)), data.data)
}

fn open(data: Data) -> Result<Store, Error> {
    Store::open(&settings(data))
}

/// One line of standard input, so that the password is never in the process list.
fn read_password() -> Result<String, Error> {
    if std::io::stdin().is_terminal() {
        eprint!("Password: ");
    }
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).map_err(|e| Error::Internal(format!("no password: {e}")))?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

fn print_json(value: &impl serde::Serialize) -> Result<(), Error> {
    print_line(&serde_json::to_string(value).map_err(|e| Error::Internal(e.to_string()))?)
}

/// Flushed, because whoever started us may wait for this very line through a pipe.
fn print_line(line: &str) -> Result<(), Error> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush()).map_err(|e| Error::Internal(format!("cannot print: {e}")))
}

fn explain(error: &Error) -> String {
    match error {
        Error::Refused(problem) => {
            problem.detail.clone().unwrap_or_else(|| format!("{} ({})", problem.title, problem.code))
        }
        other => other.to_string(),
    }
}
