// Generated from protocol/; do not edit. UPDATE_TYPES=1 cargo test -p protocol writes it.

export const TEXT_MAX_CHARS = 16384;
export const LINE_MAX_CHARS = 256;
export const URL_MAX_BYTES = 4096;
export const TYPING_AGAIN_MS = 3000;
export const TYPING_MS = 6000;
export const EVENTS_MAX = 20;

export type Timestamp = number;

export type VisitorId = string;

export type ConversationId = string;

export type MessageId = string;

export type AgentId = string;

export type FileId = string;

export type Picture = { width: number, height: number, };

export type Attachment = { file: FileId, 
/**
 * As its sender called it, cleaned for display and disk. Never a path.
 */
name: string, 
/**
 * Read from its bytes by the hub, whatever its sender said: "application/pdf".
 */
media_type: string, 
/**
 * Bytes.
 */
size: number, 
/**
 * Present if it is a picture that the hub could read: then it serves the file as a thumbnail and as
 * a preview too, which it drew anew itself.
 */
picture?: Picture, };

export type FilePolicy = { 
/**
 * Bytes; 0: no files at all.
 */
max_bytes: number, 
/**
 * Media types, whole ("application/pdf") or by kind ("image/*"); empty: any.
 */
media_types: Array<string>, };

export type State = "bot" | "unassigned" | "assigned" | "closed";

export type AgentRef = { id: AgentId, name: string, };

export type Page = { url: string, title: string, };

export type Link = { title: string, url: string, };

export type Offer = { title: string, text?: string, price?: string, 
/**
 * A picture of it; the hub has read it and serves it like a thread's others.
 */
image?: FileId, 
/**
 * What to press, and where it leads.
 */
button?: Link, };

export type ChoiceOption = { id: string, label: string, };

export type Choice = { text: string, options: Array<ChoiceOption>, };

export type Picked = { 
/**
 * The item that asked.
 */
question: MessageId, 
/**
 * The id of the option.
 */
option: string, label: string, };

export type FieldKind = "text" | "name" | "email" | "phone" | "other";

export type FormField = { key: string, kind: FieldKind, label: string, required: boolean, };

export type Form = { title: string, fields: Array<FormField>, };

export type Answer = { key: string, kind: FieldKind, label: string, value: string, };

export type Answers = { 
/**
 * The item that asked.
 */
form: MessageId, title: string, answers: Array<Answer>, };

export type Sharing = { "what": "requested", by: AgentRef, } | { "what": "accepted" } | { "what": "refused" } | { "what": "ended", by: AgentRef | null, 
/**
 * Seconds from the consent to the end.
 */
lasted_s: number, };

export type Span = { text: string, bold?: boolean, italic?: boolean, 
/**
 * http or https.
 */
link?: string, };

export type Block = { "block": "paragraph", spans: Array<Span>, } | { "block": "list", items: Array<Array<Span>>, } | { "block": "image", image: Attachment, };

export type RichText = { blocks: Array<Block>, };

export type Item = { "kind": "text", text: string, } | { "kind": "rich" } & RichText | { "kind": "page" } & Page | { "kind": "joined", agent: AgentRef, } | { "kind": "transferred", from: AgentRef | null, to: AgentRef, by: AgentRef, 
/**
 * A word to the colleague. No visitor ever gets it.
 */
note?: string, } | { "kind": "given_back", by: AgentRef, } | { "kind": "closed", by: AgentRef | null, } | { "kind": "link" } & Link | { "kind": "offer" } & Offer | { "kind": "file" } & Attachment | { "kind": "choice" } & Choice | { "kind": "picked" } & Picked | { "kind": "form" } & Form | { "kind": "answers" } & Answers | { "kind": "sharing" } & Sharing;

export type Body = Item | { kind: string };

export type ErrorCode = "body_invalid" | "path_invalid" | "query_invalid" | "idempotency_key_required" | "token_missing" | "token_invalid" | "credentials_wrong" | "forbidden" | "own_account" | "origin_not_allowed" | "blocked" | "not_found" | "project_unknown" | "method_not_allowed" | "already_assigned" | "conversation_closed" | "conversation_with_bot" | "conversation_moved_on" | "not_assignee" | "answer_not_awaited" | "email_taken" | "sheet_moved_on" | "project_changed" | "playbook_changed" | "key_reused" | "upload_offset_wrong" | "file_incomplete" | "cursor_stale" | "body_too_large" | "upload_version_unsupported" | "file_too_large" | "media_type_unsupported" | "text_empty" | "text_too_long" | "field_invalid" | "identity_unverified" | "origin_invalid" | "password_too_short" | "playbook_invalid" | "file_empty" | "file_type_refused" | "file_unknown" | "agent_unavailable" | "file_quota_reached" | "rate_limited" | "internal" | "unavailable" | "storage_full";

export type Problem = { code: ErrorCode, status: number, title: string, 
/**
 * What exactly was wrong, when there is more to say.
 */
detail?: string, 
/**
 * With `already_assigned`: who has it.
 */
assignee?: AgentRef, 
/**
 * With `rate_limited`: seconds to wait.
 */
retry_after_s?: number, };

export type Posted = { id: MessageId, conversation_id: ConversationId, position: number, };

export type PageView = { url: string, title?: string, referrer?: string | null, };

export type Device = { 
/**
 * CSS pixels, "1280x720".
 */
viewport?: string | null, 
/**
 * BCP 47, "fr-FR".
 */
language?: string | null, 
/**
 * IANA, "Europe/Paris".
 */
timezone?: string | null, };

export type Identity = { 
/**
 * The site's own id of them.
 */
customer_id: string, 
/**
 * HMAC-SHA-256 of `customer_id` under the project's identity secret, in hexadecimal: made by the site's server,
 * so that nobody can take themselves for somebody else.
 */
signature: string, name?: string | null, email?: string | null, phone?: string | null, };

export type TrackEvent = { 
/**
 * The writer's.
 */
id: string, name: string, 
/**
 * Text, numbers or booleans.
 */
details: Record<string, string | number | boolean>, };

export type OpenSession = { project_key: string, 
/**
 * The token of an earlier session. Unknown or of another project: a new visitor is made.
 */
token?: string | null, 
/**
 * The page they are on.
 */
page: PageView, 
/**
 * Pages seen before the widget was first opened, oldest first.
 */
seen?: Array<PageView>, device: Device, 
/**
 * Custom and URL parameters: text, numbers or booleans.
 */
params: Record<string, string | number | boolean>, 
/**
 * Whom the site takes them for.
 */
identity?: Identity | null, 
/**
 * What the site told before the widget was first opened, oldest first.
 */
events?: Array<TrackEvent>, };

export type Session = { token: string, visitor_id: VisitorId, 
/**
 * The project's name, for the widget's title.
 */
project_name: string, 
/**
 * What they may send.
 */
files: FilePolicy, };

export type ViewPage = { id?: string, page: PageView, };

export type WriteMessage = { id: MessageId, text?: string | null, 
/**
 * With it there is no text.
 */
file?: FileId | null, };

export type VersionId = string;

export type PickOption = { id: MessageId, 
/**
 * The item that asked.
 */
question: MessageId, 
/**
 * The id of the option.
 */
option: string, 
/**
 * With a question of the [`Opening`]: its version.
 */
opening?: VersionId | null, };

export type SendForm = { id: MessageId, 
/**
 * The item that asked.
 */
form: MessageId, 
/**
 * Values by the keys of its fields; a field that is not required may be left out.
 */
answers: { [key in string]: string }, 
/**
 * With a form of the [`Opening`]: its version.
 */
opening?: VersionId | null, };

export type OpeningItem = { id: MessageId, body: Body, };

export type Opening = { version: VersionId, items: Array<OpeningItem>, };

export type VisitorRead = { conversation_id: ConversationId, position: number, };

export type ThreadAuthor = "visitor" | "agent" | "bot" | "system";

export type ThreadMessage = { id: MessageId, conversation_id: ConversationId, position: number, at: Timestamp, author: ThreadAuthor, 
/**
 * The agent's name, as it was then.
 */
author_name?: string, body: Body, };

export type ThreadConversation = { id: ConversationId, state: State, 
/**
 * Who answers now (A7).
 */
agent_name: string | null, 
/**
 * The item that the bot waits for an answer to: a question or a form.
 */
asked: MessageId | null, 
/**
 * How far the visitor has read, on any tab.
 */
read_position: number, };

export type ThreadPage = { messages: Array<ThreadMessage>, 
/**
 * Opaque: ask `GET /v1/visitor/messages?after=` with it for what is newer.
 */
after: string, 
/**
 * Opaque: ask `?before=` with it for what is older; absent at the beginning, and on pages
 * that were asked for with `after`.
 */
before?: string, 
/**
 * More waits in the direction that was asked for.
 */
more: boolean, 
/**
 * The visitor's latest conversation, if they have one.
 */
conversation: ThreadConversation | null, 
/**
 * Only while no conversation is open, and a bot has something to say.
 */
opening?: Opening, };

export type VisitorHello = { token: string, 
/**
 * The `after` of the last page it holds; none: the newest page comes first.
 */
after?: string | null, };

export type VisitorSends = { "type": "message" } & WriteMessage | { "type": "read" } & VisitorRead | { "type": "typing" };

export type VisitorFrame = { "type": "thread" } & ThreadPage | { "type": "posted" } & Posted | { "type": "typing", name: string, } | { "type": "refused", id?: MessageId, problem: Problem, };
