//! What an operator does at the command line: projects and agents.

use crate::error::Error;
use crate::rules::projects::sound;
use crate::rules::{file, text};
use crate::secret;
use crate::store::agents::NewAgent;
use crate::store::{Store, agents, files, projects};
use protocol::limits::FILE_MAX_BYTES;
use protocol::wire::ErrorCode;
use protocol::wire::projects::ProjectContent;
use protocol::{AgentId, FilePolicy, ProjectId, Role};
use serde::Serialize;

const PASSWORD_MIN_CHARS: usize = 8;

/// A new project: its id, and the key that its widget's script tag carries.
#[derive(Clone, Debug, Serialize)]
pub struct NewProject {
    pub id: ProjectId,
    pub key: String,
}

/// Makes a project. Origins are the sites that may carry its widget ("https://shop.example").
pub async fn add_project(store: &Store, name: &str, origins: &[String]) -> Result<NewProject, Error> {
    let content = ProjectContent { name: name.to_owned(), origins: origins.to_vec(), ..ProjectContent::default() };
    let content = sound(content)?;
    let key = secret::new_project_key()?;
    let id = store
        .write({
            let key = key.clone();
            move |tx| projects::add(tx, &key, &content)
        })
        .await?;
    Ok(NewProject { id, key })
}

/// Sets what the visitors of a project may send.
pub async fn set_file_policy(store: &Store, project: ProjectId, policy: FilePolicy) -> Result<(), Error> {
    let unfit = |detail: String| Error::with_detail(ErrorCode::FieldInvalid, detail);
    if policy.max_bytes > FILE_MAX_BYTES {
        return Err(unfit(format!("no file is larger than {FILE_MAX_BYTES} bytes")));
    }
    if let Some(other) = policy.media_types.iter().find(|text| !file::is_type_of_policy(text)) {
        return Err(unfit(format!("{other:?} is not a media type like application/pdf or image/*")));
    }
    store.write(move |tx| files::set_policy(tx, project, &policy)).await
}

/// Makes an account, of all projects that there are if `projects` is empty.
pub async fn add_agent(
    store: &Store,
    email: &str,
    name: &str,
    role: Role,
    password: &str,
    mut projects: Vec<ProjectId>,
) -> Result<AgentId, Error> {
    let name = text::name(name).map_err(|code| Error::with_detail(code, "a name has 1 to 256 characters"))?;
    let email = sound_email(email)?;
    sound_password(password)?;
    let password_hash = secret::hash_password(password)?;
    store
        .write(move |tx| {
            let known = projects::ids(tx)?;
            if projects.is_empty() {
                projects = known;
            } else if let Some(unknown) = projects.iter().find(|id| !known.contains(id)) {
                return Err(Error::with_detail(ErrorCode::ProjectUnknown, format!("no project {unknown}")));
            }
            agents::add(tx, &NewAgent { email, name, role, password_hash, projects }).map_err(|error| match error {
                Error::Storage(e) if e.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation) => {
                    Error::with_detail(ErrorCode::FieldInvalid, "an account with this e-mail exists already")
                }
                other => other,
            })
        })
        .await
}

/// Changes an account: what it may do, whether it is in service, which projects it belongs to.
pub async fn change_agent(
    store: &Store,
    id: AgentId,
    role: Role,
    active: bool,
    projects: Vec<ProjectId>,
) -> Result<(), Error> {
    store.write(move |tx| agents::change(tx, id, role, active, &projects)).await
}

/// Lets an account change playbooks though it is no manager, or no longer.
pub async fn allow_playbooks(store: &Store, email: &str, allowed: bool) -> Result<(), Error> {
    let known = normal_email(email).unwrap_or_default();
    let found = store.write(move |tx| agents::allow_playbooks(tx, &known, allowed)).await?;
    if found { Ok(()) } else { Err(Error::with_detail(ErrorCode::NotFound, format!("no account {email}"))) }
}

/// The address of an account that is made or changed.
pub fn sound_email(email: &str) -> Result<String, Error> {
    let told = || Error::with_detail(ErrorCode::FieldInvalid, "an e-mail address looks like claire@shop.example");
    normal_email(email).ok_or_else(told)
}

/// What somebody chooses to sign in with.
pub fn sound_password(password: &str) -> Result<(), ErrorCode> {
    if password.chars().count() < PASSWORD_MIN_CHARS { Err(ErrorCode::PasswordTooShort) } else { Ok(()) }
}

/// The form an e-mail address is kept and compared in; none if it is not one.
pub fn normal_email(email: &str) -> Option<String> {
    let email = email.trim().to_lowercase();
    let (local, domain) = email.split_once('@')?;
    let sound = !local.is_empty()
        && domain.contains('.')
        && domain.split('.').all(|label| !label.is_empty())
        && !domain.contains('@')
        && email.len() <= 254
        && email.chars().all(|c| text::is_seen(c) && text::is_kept(c));
    sound.then_some(email)
}

#[cfg(test)]
mod tests {
    use super::normal_email;

    #[test]
    fn an_email_is_compared_without_case_and_must_look_like_one() {
        assert_eq!(normal_email(" Claire@Shop.Example ").as_deref(), Some("claire@shop.example"));
        let unseen = ["cla\u{200b}ire@shop.example", "claire\u{202e}@shop.example"];
        for bad in ["", "claire", "@shop.example", "claire@shop", "a b@shop.example", "a@b@c.example", "a@.", "a@b..c"]
            .iter()
            .chain(&unseen)
        {
            assert_eq!(normal_email(bad), None, "{bad}");
        }
    }
}
