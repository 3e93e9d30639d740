//! Where leads, deals and activities live. The hub's own tables always hold them, and are the whole CRM unless the
//! operator names another one: then what is created is brought there too, with its person, organisation, value and
//! notes, and kept alike from then on.
//!
//! What another CRM says no to stays here, and is tried again; the side panel tells that it is not there yet.

mod pipedrive;

pub use pipedrive::Pipedrive;

use crate::error::Error;
use crate::http::Hub;
use crate::store::carried;
use protocol::MessageId;
use protocol::crm::Sheet;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;

/// The longest that a failure waits for its next try.
const LONGEST_WAIT_S: u32 = 3_600;

/// Where it is brought.
pub enum Crm {
    /// Nowhere: the hub's own tables are the CRM.
    Own,
    Pipedrive(Box<Pipedrive>),
}

/// What there is to bring of one conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dossier {
    /// The person's, or what stands for it.
    pub name: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub sheet: Sheet,
}

/// What it is known by there. Ids and digests, never words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Links {
    pub person: Option<Link>,
    pub organisation: Option<Link>,
    pub note: Option<Link>,
    #[serde(default)]
    pub entries: BTreeMap<MessageId, Link>,
    /// Asked for, and nobody knows whether it was made: it is looked for before it is asked for again.
    #[serde(default)]
    pub asked: Option<MessageId>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    pub id: String,
    /// Of what was written there last: what is alike is not written again.
    pub digest: String,
}

/// Why it is not there yet.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    #[error("too many requests")]
    RateLimited { after_s: Option<u32> },
    #[error("the token is not accepted")]
    Unauthorised,
    /// With what it says, for the log.
    #[error("refused: {0}")]
    Refused(String),
    #[error("it is not there any more")]
    Gone,
    #[error("not reachable: {0}")]
    Unreachable(String),
    #[error(transparent)]
    Own(#[from] Error),
}

impl Failed {
    /// Stable, for windows.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::RateLimited { .. } => "crm_rate_limited",
            Self::Unauthorised => "crm_unauthorised",
            Self::Refused(_) | Self::Gone => "crm_refused",
            Self::Unreachable(_) | Self::Own(_) => "crm_unreachable",
        }
    }

    /// Seconds until the next try, after so many failures.
    fn wait_s(&self, failures: u32) -> u32 {
        let doubled = 2_u32.saturating_pow(failures.min(16)).saturating_mul(2);
        let asked = match self {
            Self::RateLimited { after_s } => after_s.unwrap_or(10),
            // Somebody has to do something first.
            Self::Unauthorised | Self::Refused(_) | Self::Gone => 300,
            _ => 1,
        };
        doubled.max(asked).min(LONGEST_WAIT_S)
    }
}

/// Brings what changed, for as long as the hub runs. What was under way when it died is looked for first.
pub async fn carry(hub: Hub) {
    let Crm::Pipedrive(pipedrive) = &hub.crm else { return };
    let mut news = hub.store.news();
    let mut seconds = tokio::time::interval(Duration::from_secs(1));
    loop {
        tokio::select! {
            _ = seconds.tick() => {}
            told = news.recv() => if matches!(told, Err(RecvError::Closed)) { return },
        }
        loop {
            match carry_next(&hub, pipedrive).await {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    tracing::warn!(%error, "what is to be brought to the CRM could not be looked up");
                    break;
                }
            }
        }
    }
}

/// Brings the one that has been due for longest. False: none is.
async fn carry_next(hub: &Hub, pipedrive: &Pipedrive) -> Result<bool, Error> {
    let now = hub.now();
    let Some(due) = hub.store.read(move |connection| carried::due(connection, now)).await? else { return Ok(false) };
    let carried::Due { dossier, mut links, seq, failures } = due;
    let conversation = dossier.sheet.conversation_id;
    let outcome = pipedrive.carry(&dossier, &mut links, &hub.store).await;
    let trouble = outcome.err().map(|failed| {
        tracing::warn!(%conversation, %failed, "not brought to the CRM yet");
        (failed.code(), failed.wait_s(failures))
    });
    let pages = dossier.sheet.entries.iter().filter_map(|entry| {
        let page = pipedrive.page(entry.what, &links.entries.get(&entry.id)?.id)?;
        Some((entry.id, page))
    });
    let pages = pages.collect();
    hub.store.write(move |tx| carried::settle(tx, conversation, seq, &links, &pages, trouble)).await?;
    Ok(true)
}
