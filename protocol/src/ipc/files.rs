//! Files that an agent gives away or saves (C2, D9), and pictures on the glass.

use super::command;
use crate::attachment::{Attachment, Drawing};
use crate::ids::{ConversationId, FileId};
use serde::{Deserialize, Serialize};

/// The scheme under which the core serves pictures to its window: `…/{conversation}.{file}.{drawing}`.
pub const SCHEME: &str = "attachment";

/// The address of a picture, below [`SCHEME`].
pub fn picture_path(conversation: ConversationId, file: FileId, drawing: Drawing) -> String {
    format!("{conversation}.{file}.{drawing}")
}

/// What [`picture_path`] wrote.
pub fn parse_picture_path(path: &str) -> Option<(ConversationId, FileId, Drawing)> {
    let mut parts = path.splitn(3, '.');
    let (conversation, file, drawing) = (parts.next()?, parts.next()?, parts.next()?);
    Some((conversation.parse().ok()?, file.parse().ok()?, drawing.parse().ok()?))
}

/// A file that lies on this desk until the hub has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutgoingFile {
    pub file: FileId,
    /// As its owner calls it.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// Bytes that the hub has.
    pub uploaded: u64,
}

impl OutgoingFile {
    /// What is known of it before the hub has looked at it.
    pub fn attachment(&self) -> Attachment {
        let Self { file, name, size, .. } = self.clone();
        Attachment { file, name, media_type: String::new(), size, picture: None }
    }
}

/// Begins to take a file over into the profile, for the composer of a conversation. Its bytes follow by
/// [`AppendFile`], from the first on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AttachFile {
    pub conversation: ConversationId,
    pub name: String,
    /// Bytes.
    pub size: u64,
}
command!(AttachFile, "attach_file" -> FileId);

/// Some bytes of it. They travel as the raw body of the call, and these two as its headers; answers how
/// many bytes are here.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct AppendFile {
    pub file: FileId,
    pub offset: u64,
}
command!(AppendFile, "append_file" -> u64);

/// Takes a file out of the composer, whole or not.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct DetachFile {
    pub file: FileId,
}
command!(DetachFile, "detach_file" -> ());

/// Saves a file of a thread into the user's download folder; answers its path. Needs the hub.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SaveFile {
    pub file: FileId,
    pub name: String,
    /// Bytes.
    pub size: u64,
}
command!(SaveFile, "save_file" -> String);

/// Stops a [`SaveFile`], which then fails as `cancelled`.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct CancelSave {
    pub file: FileId,
}
command!(CancelSave, "cancel_save" -> ());

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_picture_is_read_as_it_was_written() {
        let (conversation, file) = (ConversationId::nil(), FileId::nil());
        let path = picture_path(conversation, file, Drawing::Preview);
        assert_eq!(parse_picture_path(&path), Some((conversation, file, Drawing::Preview)));
        for other in ["", "a.b.c", "../../etc/passwd", &path[..path.len() - 1], &format!("{path}/..")] {
            assert_eq!(parse_picture_path(other), None, "{other}");
        }
    }
}
