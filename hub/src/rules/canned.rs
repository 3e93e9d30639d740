//! Canned answers (D9): what one may hold, and who may change which.

use super::visibility::Viewer;
use super::{card, text};
use protocol::limits::FILES_MAX;
use protocol::wire::ErrorCode;
use protocol::{AgentId, CannedContent};

/// Everybody changes their own; what is shared is a manager's to change.
pub fn may_change(actor: &Viewer, owner: Option<AgentId>) -> Result<(), ErrorCode> {
    match owner {
        Some(owner) if owner == actor.id => Ok(()),
        // A colleague's own does not exist for anybody else.
        Some(_) => Err(ErrorCode::NotFound),
        None if actor.role.sees_all() => Ok(()),
        None => Err(ErrorCode::Forbidden),
    }
}

/// What its writer gave, cleaned.
pub fn content(content: &CannedContent) -> Result<CannedContent, ErrorCode> {
    let shortcut = content.shortcut.trim().trim_start_matches('/').to_lowercase();
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    if shortcut.is_empty() || shortcut.chars().count() > 64 || !shortcut.chars().all(plain) {
        return Err(ErrorCode::FieldInvalid);
    }
    let language = content.language.as_deref().map(str::trim).filter(|language| !language.is_empty());
    if language.is_some_and(|language| language.len() != 2 || !language.bytes().all(|b| b.is_ascii_lowercase())) {
        return Err(ErrorCode::FieldInvalid);
    }
    if content.attachments.len() > FILES_MAX {
        return Err(ErrorCode::FieldInvalid);
    }
    let folder = content.folder.as_deref().filter(|folder| !folder.trim().is_empty());
    Ok(CannedContent {
        folder: folder.map(text::name).transpose()?,
        shortcut,
        title: text::name(&content.title)?,
        text: text::message(&content.text)?,
        language: language.map(str::to_owned),
        link: content.link.as_ref().map(card::link).transpose()?,
        attachments: content.attachments.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::Role;
    use protocol::card::Link;
    use uuid::Uuid;

    fn answer() -> CannedContent {
        let (shortcut, title, text) = ("/Retour-gratuit".into(), "Retour".into(), "C’est gratuit.".into());
        CannedContent { shortcut, title, text, ..CannedContent::default() }
    }

    /// D9
    #[test]
    fn shared_ones_are_managers_and_own_ones_their_owners() {
        let (me, other): (AgentId, AgentId) = (Uuid::from_u128(1).into(), Uuid::from_u128(2).into());
        let agent = Viewer { id: me, role: Role::Agent, projects: vec![] };
        let manager = Viewer { role: Role::Manager, ..agent.clone() };
        assert_eq!(may_change(&agent, Some(me)), Ok(()));
        assert_eq!(may_change(&agent, None), Err(ErrorCode::Forbidden));
        assert_eq!(may_change(&manager, None), Ok(()));
        assert_eq!(may_change(&manager, Some(other)), Err(ErrorCode::NotFound));
    }

    /// D9
    #[test]
    fn a_shortcut_is_one_word_and_a_link_a_web_address() {
        assert_eq!(content(&answer()).unwrap().shortcut, "retour-gratuit");
        for shortcut in ["", "/", "a b", "a\u{202e}b", "<b>"] {
            let bad = CannedContent { shortcut: shortcut.into(), ..answer() };
            assert_eq!(content(&bad), Err(ErrorCode::FieldInvalid), "{shortcut}");
        }
        let link = Some(Link { title: "x".into(), url: "javascript:alert(1)".into() });
        assert!(content(&CannedContent { link, ..answer() }).is_err());
        assert!(content(&CannedContent { language: Some("français".into()), ..answer() }).is_err());
        assert_eq!(content(&CannedContent { language: Some(" ".into()), ..answer() }).unwrap().language, None);
    }
}
