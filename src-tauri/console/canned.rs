//! Canned answers (D9): used from the cache; written, imported and deleted through the hub.

use super::Console;
use crate::canned_csv::{self, Row};
use crate::error::Error;
use crate::store::canned;
use protocol::ipc::canned::{ImportCanned, ImportedCanned, SaveCanned};
use protocol::wire::agents::PutCannedAnswer;
use protocol::{CannedAnswer, CannedAnswerId};
use uuid::Uuid;

impl Console {
    pub async fn list_canned(&self) -> Result<Vec<CannedAnswer>, Error> {
        self.reader()?;
        Ok(self.store().read(canned::all).await?)
    }

    /// What it changed comes by synchronisation.
    pub async fn save_canned(&self, wish: SaveCanned) -> Result<CannedAnswerId, Error> {
        self.reader()?;
        let SaveCanned { id, project, shared, content } = wish;
        let id = id.unwrap_or_else(|| Uuid::now_v7().into());
        let files: Vec<_> = content.attachments.iter().map(|attachment| attachment.file).collect();
        for &file in &files {
            self.upload_loose(file).await?;
        }
        self.hub()?.put_canned(id, &PutCannedAnswer { project_id: project, shared, content }).await?;
        for file in files {
            self.detach_file(file).await?;
        }
        Ok(id)
    }

    pub async fn delete_canned(&self, id: CannedAnswerId) -> Result<(), Error> {
        self.reader()?;
        Ok(self.hub()?.delete_canned(id).await?)
    }

    /// Row by row: what the hub refuses is named, the rest is kept. A connection that is lost on the way
    /// ends it; what was sent by then is there.
    pub async fn import_canned(&self, wish: ImportCanned) -> Result<ImportedCanned, Error> {
        self.reader()?;
        let ImportCanned { project, shared, csv } = wish;
        let mut outcome = ImportedCanned { saved: 0, refused: Vec::new() };
        for Row { line, content } in canned_csv::read(&csv).map_err(|_| Error::FileUnreadable)? {
            let Some(content) = content else {
                outcome.refused.push((line, "field_invalid".to_owned()));
                continue;
            };
            match self.save_canned(SaveCanned { id: None, project, shared, content }).await {
                Ok(_) => outcome.saved += 1,
                Err(Error::Refused(problem)) => outcome.refused.push((line, problem.code.to_string())),
                Err(error) => return Err(error),
            }
        }
        Ok(outcome)
    }

    /// All of them as CSV.
    pub async fn canned_as_csv(&self) -> Result<String, Error> {
        let answers = self.list_canned().await?;
        canned_csv::write(answers.iter().map(|answer| &answer.content))
            .map_err(|error| Error::Internal(format!("canned answers as CSV: {error}")))
    }
}
