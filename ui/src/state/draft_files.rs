//! Files beside what is being written (C2): picked, dropped or pasted, and handed to the core piece by
//! piece, so that they are kept like the text. All three ways are one, and the window never sees a path.

use crate::ipc;
use crate::state::{Notice, Toasts};
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::ipc::Failure;
use protocol::ipc::files::{AttachFile, DetachFile, OutgoingFile};
use protocol::limits::{FILE_MAX_BYTES, FILES_MAX};
use protocol::wire::ErrorCode;
use protocol::{ConversationId, FileId};
use std::collections::HashSet;
use wasm_bindgen::JsCast;
use web_sys::{Blob, File, FileList};

/// Bytes handed over at once: few calls, and a bar that moves.
const PIECE_BYTES: u64 = 2 << 20;

#[derive(Clone, Debug, PartialEq)]
pub struct DraftFile {
    pub key: u64,
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// Bytes that the core has.
    pub copied: u64,
    id: Option<FileId>,
    /// Why it cannot be sent.
    pub problem: Option<String>,
}

#[derive(Clone, Copy)]
pub struct DraftFiles {
    conversation: ConversationId,
    most: usize,
    pub list: RwSignal<Vec<DraftFile>>,
    next: StoredValue<u64>,
    /// Taken out here: an answer of the core may still name them.
    gone: StoredValue<HashSet<FileId>>,
}

impl DraftFiles {
    /// With those that the core kept of this conversation.
    pub fn new(conversation: ConversationId, kept: &[OutgoingFile]) -> Self {
        let files = Self {
            conversation,
            most: FILES_MAX,
            list: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
            gone: StoredValue::default(),
        };
        files.take_kept(kept);
        files
    }

    /// For what belongs to no conversation's draft: so many at most.
    pub fn loose(most: usize) -> Self {
        Self { most, ..Self::new(ConversationId::nil(), &[]) }
    }

    /// Of a conversation's draft: none of what belongs to no conversation.
    pub fn conversation(self) -> Option<ConversationId> {
        Some(self.conversation).filter(|id| *id != ConversationId::nil())
    }

    pub fn is_empty(self) -> bool {
        self.list.with(Vec::is_empty)
    }

    /// All that are here may be sent.
    pub fn are_ready(self) -> bool {
        self.list.with(|list| list.iter().all(|file| file.copied == file.size && file.problem.is_none()))
    }

    /// The first that the core knows.
    pub fn first(self) -> Option<FileId> {
        self.list.with(|list| list.iter().find_map(|file| file.id))
    }

    /// Those that the core knows.
    pub fn ready(self) -> Vec<OutgoingFile> {
        let known = |draft: &DraftFile| {
            let DraftFile { id, name, size, .. } = draft.clone();
            id.map(|file| OutgoingFile { file, name, size, uploaded: 0 })
        };
        self.list.try_with_untracked(|list| list.iter().filter_map(known).collect()).unwrap_or_default()
    }

    /// The same, and takes them out: they go with a reply from now on.
    pub fn take(self) -> Vec<OutgoingFile> {
        let ready = self.ready();
        self.list.try_set(Vec::new());
        self.gone.try_update_value(|gone| gone.extend(ready.iter().map(|file| file.file)));
        ready
    }

    pub fn add_all(self, toasts: Toasts, files: &FileList) {
        (0..files.length()).filter_map(|at| files.item(at)).for_each(|file| self.add(toasts, file));
    }

    /// Refused at once if nobody would take it; else handed to the core.
    fn add(self, toasts: Toasts, file: File) {
        let (name, size) = (file.name(), file.size() as u64);
        if self.most == 1 {
            // Of one alone, the newest is meant.
            self.remove_all();
        }
        let refused = match size {
            _ if self.list.with_untracked(Vec::len) >= self.most => Some("too_many"),
            0 => Some(ErrorCode::FileEmpty.as_str()),
            size if size > FILE_MAX_BYTES => Some(ErrorCode::FileTooLarge.as_str()),
            _ => None,
        };
        if let Some(code) = refused {
            toasts.tell(Notice::FileRefused { name, code: code.to_owned() });
            return;
        }
        let key = self.next_key();
        let draft = DraftFile { key, name, size, copied: 0, id: None, problem: None };
        self.list.update(|list| list.push(draft));
        spawn_local(async move {
            if let Err(failure) = self.hand_over(key, &file).await {
                self.change(key, |draft| draft.problem = Some(failure.code));
            }
        });
    }

    async fn hand_over(self, key: u64, file: &File) -> Result<(), Failure> {
        let size = file.size() as u64;
        let id = ipc::call(AttachFile { conversation: self.conversation, name: file.name(), size }).await?;
        self.change(key, |draft| draft.id = Some(id));
        let copied = self.copy(key, id, file).await;
        if copied.is_err() {
            self.let_go(id);
        }
        copied
    }

    async fn copy(self, key: u64, id: FileId, file: &File) -> Result<(), Failure> {
        let size = file.size() as u64;
        let mut copied = 0;
        while copied < size {
            let wanted = self.list.try_with_untracked(|list| list.iter().any(|draft| draft.key == key));
            // When a conversation was only left, the rest follows all the same.
            if !wanted.unwrap_or(self.conversation().is_some()) {
                self.let_go(id);
                return Ok(());
            }
            let end = (copied + PIECE_BYTES).min(size);
            let piece = file.slice_with_f64_and_f64(copied as f64, end as f64);
            copied = ipc::append_file(id, copied, &bytes(piece).await?).await?;
            self.change(key, |draft| draft.copied = copied);
        }
        Ok(())
    }

    /// Takes one out again.
    pub fn remove(self, key: u64) {
        let removed = self.list.try_update(|list| {
            let at = list.iter().position(|draft| draft.key == key)?;
            Some(list.remove(at))
        });
        if let Some(DraftFile { id: Some(file), .. }) = removed.flatten() {
            self.let_go(file);
        }
    }

    /// The core needs not keep it.
    pub fn let_go(self, file: FileId) {
        self.gone.try_update_value(|gone| gone.insert(file));
        spawn_local(async move {
            if let Err(failure) = ipc::call(DetachFile { file }).await {
                leptos::logging::error!("detach_file: {}: {}", failure.code, failure.message);
            }
        });
    }

    /// Takes over what the core holds beside the draft and is not here: it came whole after the conversation
    /// was left.
    pub fn take_kept(self, kept: &[OutgoingFile]) {
        for OutgoingFile { file, name, size, .. } in kept {
            let known = self.list.try_with_untracked(|list| list.iter().any(|draft| draft.id == Some(*file)));
            let gone = self.gone.try_with_value(|gone| gone.contains(file));
            if known == Some(false) && gone == Some(false) {
                let key = self.next_key();
                let (name, size) = (name.clone(), *size);
                let draft = DraftFile { key, name, size, copied: size, id: Some(*file), problem: None };
                self.list.try_update(|list| list.push(draft));
            }
        }
    }

    fn next_key(self) -> u64 {
        let key = self.next.get_value();
        self.next.set_value(key + 1);
        key
    }

    pub fn remove_all(self) {
        let keys: Vec<u64> = self.list.with_untracked(|list| list.iter().map(|draft| draft.key).collect());
        keys.into_iter().for_each(|key| self.remove(key));
    }

    fn change(self, key: u64, change: impl FnOnce(&mut DraftFile)) {
        self.list.try_update(|list| list.iter_mut().find(|draft| draft.key == key).map(change));
    }
}

/// A piece of a file; it may have been changed or deleted on the disk since it was chosen.
async fn bytes(piece: Result<Blob, wasm_bindgen::JsValue>) -> Result<js_sys::Uint8Array, Failure> {
    let gone = || Failure { code: "file_changed".to_owned(), message: "the file cannot be read any more".to_owned() };
    let piece = piece.map_err(|_| gone())?;
    let buffer = wasm_bindgen_futures::JsFuture::from(piece.array_buffer()).await.map_err(|_| gone())?;
    Ok(js_sys::Uint8Array::new(buffer.unchecked_ref()))
}
