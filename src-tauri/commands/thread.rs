//! One conversation: reading it and acting on it.

use super::Answer;
use crate::app::downloads;
use crate::console::Console;
use protocol::ipc::events::OnScreen;
use protocol::ipc::thread::{
    AssignTo, Claim, CloseConversation, DiscardReply, ExportConversation, OpenConversation, ReadItems, ReadOutline,
    ReadThread, Reply, RetryReply, SaveDraft, SeenUpTo, Typing, UndoMove,
};
use tauri::{AppHandle, Runtime, State};
use tracing::instrument;

/// Head and newest items, for the screen to begin with.
#[tauri::command]
#[instrument(skip_all, fields(conversation = %args.conversation), err(level = "info"))]
pub async fn open_conversation(console: State<'_, Console>, args: OpenConversation) -> Answer<OpenConversation> {
    Ok(console.open_conversation(args).await?)
}

/// A slice of the thread, as the cache holds it.
#[tauri::command]
#[instrument(skip_all, fields(conversation = %args.conversation), err(level = "info"))]
pub async fn read_thread(console: State<'_, Console>, args: ReadThread) -> Answer<ReadThread> {
    Ok(console.read_thread(args).await?)
}

/// Items at some positions.
#[tauri::command]
#[instrument(skip_all, fields(conversation = %args.conversation), err(level = "info"))]
pub async fn read_items(console: State<'_, Console>, args: ReadItems) -> Answer<ReadItems> {
    Ok(console.read_items(args).await?)
}

/// What kind of item stands where.
#[tauri::command]
#[instrument(skip_all, fields(conversation = %args.conversation), err(level = "info"))]
pub async fn read_outline(console: State<'_, Console>, args: ReadOutline) -> Answer<ReadOutline> {
    Ok(console.read_outline(args).await?)
}

/// Tells the visitor that the agent is writing.
#[tauri::command]
#[instrument(skip_all, fields(conversation = %args.conversation), err(level = "info"))]
pub async fn typing(console: State<'_, Console>, args: Typing) -> Answer<Typing> {
    console.typing(args.conversation);
    Ok(())
}

/// Queues a reply: it shows at once and is sent when the hub is reachable.
#[tauri::command]
#[instrument(skip_all, fields(conversation = %args.conversation), err(level = "info"))]
pub async fn reply(console: State<'_, Console>, args: Reply) -> Answer<Reply> {
    Ok(console.reply(args.conversation, args.parts).await?)
}

/// Sends a refused reply again.
#[tauri::command]
#[instrument(skip_all, fields(item = %args.id), err(level = "info"))]
pub async fn retry_reply(console: State<'_, Console>, args: RetryReply) -> Answer<RetryReply> {
    Ok(console.retry_reply(args.id).await?)
}

/// Takes a reply out of the outbox; answers it.
#[tauri::command]
#[instrument(skip_all, fields(item = %args.id), err(level = "info"))]
pub async fn discard_reply(console: State<'_, Console>, args: DiscardReply) -> Answer<DiscardReply> {
    Ok(console.discard_reply(args.id).await?)
}

/// Keeps the composer's text.
#[tauri::command]
#[instrument(skip_all, fields(conversation = %args.conversation), err(level = "info"))]
pub async fn save_draft(console: State<'_, Console>, args: SaveDraft) -> Answer<SaveDraft> {
    Ok(console.save_draft(args.conversation, args.draft).await?)
}

/// Takes an unassigned conversation; exactly one agent wins.
#[tauri::command]
#[instrument(skip_all, fields(conversation = %args.conversation), err(level = "info"))]
pub async fn claim(console: State<'_, Console>, args: Claim) -> Answer<Claim> {
    Ok(console.claim(args.conversation).await?)
}

/// Gives it to a colleague, or back; can be undone for a moment.
#[tauri::command]
#[instrument(skip_all, fields(conversation = %args.conversation), err(level = "info"))]
pub async fn assign_to(console: State<'_, Console>, args: AssignTo) -> Answer<AssignTo> {
    Ok(console.assign_to(args.conversation, args.agent, args.note).await?)
}

/// Closes it for good; can be undone for a moment.
#[tauri::command]
#[instrument(skip_all, fields(conversation = %args.conversation), err(level = "info"))]
pub async fn close_conversation(console: State<'_, Console>, args: CloseConversation) -> Answer<CloseConversation> {
    Ok(console.close(args.conversation, args.last_position).await?)
}

/// Takes such a move back.
#[tauri::command]
#[instrument(skip_all, fields(conversation = %args.conversation), err(level = "info"))]
pub async fn undo_move(console: State<'_, Console>, args: UndoMove) -> Answer<UndoMove> {
    Ok(console.undo_move(args.conversation).await?)
}

/// The agent has seen the thread up to here.
#[tauri::command]
#[instrument(skip_all, fields(conversation = %args.conversation), err(level = "info"))]
pub async fn seen_up_to(console: State<'_, Console>, args: SeenUpTo) -> Answer<SeenUpTo> {
    Ok(console.seen_up_to(args.conversation, args.position).await?)
}

/// Which conversation is on the glass.
#[tauri::command]
pub async fn on_screen(console: State<'_, Console>, args: OnScreen) -> Answer<OnScreen> {
    console.on_screen(args.conversation).await;
    Ok(())
}

/// Writes it into the download folder.
#[tauri::command]
#[instrument(skip_all, fields(conversation = %args.conversation), err(level = "info"))]
pub async fn export_conversation<R: Runtime>(
    app: AppHandle<R>,
    console: State<'_, Console>,
    args: ExportConversation,
) -> Answer<ExportConversation> {
    let (name, text) = console.export(args.conversation, args.format).await?;
    Ok(downloads::write(&app, &name, text.into_bytes()).await?)
}
