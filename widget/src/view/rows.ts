/** What the thread shows, line by line, as plain data: the thread and the queue go in, rows come out. */

import type { ErrorCode, MessageId, ThreadMessage } from "../protocol";
import type { Unsent } from "../queue";
import { isSaid, itemOf, wordsOf, type Said, type Thread } from "../thread";

export interface DayRow {
  kind: "day";
  id: string;
  at: number;
}

export interface NoteRow {
  kind: "note";
  id: string;
  at: number;
  note: "joined" | "transferred" | "closed" | "closedLast" | "unsupported";
  name: string;
}

export interface MessageRow {
  kind: "message";
  id: string;
  at: number;
  author: "visitor" | "agent" | "bot";
  name?: string | undefined;
  text: string;
  /** Drawn by cards.js. */
  card?: Card | undefined;
  /** It waits for the visitor's answer. */
  asks?: boolean;
  state: "sent" | "sending" | "queued" | "failed" | "uploading";
  cause?: ErrorCode;
  /** First of a group of one author: it shows the name and the time. */
  heads?: boolean;
}

export type Card = Exclude<Said, { kind: "text" }>;
export type Row = DayRow | NoteRow | MessageRow;

/** What is on its way to the hub. */
export interface Underway extends Omit<Unsent, "card"> {
  card?: Card | undefined;
  /** The question or the form that it answers. */
  answers?: MessageId;
}

export interface Scene {
  live: boolean;
  /** Who speaks where no name is told. */
  house: string;
  /** When the visitor opened the chat: at that time the bot says what it says first. */
  openedAt: number;
}

type Heard = Pick<Thread, "messages" | "conversation" | "opening" | "has">;

/** A pause after which the same author gets a new name line. */
const GROUP_MS = 5 * 60_000;

export function rowsOf({ messages, conversation, opening, has }: Heard, unsent: readonly Underway[], { live, house, openedAt }: Scene): Row[] {
  const rows: Row[] = [];
  const last = () => rows[rows.length - 1];
  const day = (row?: Row) => row && new Date(row.at).toDateString();
  const push = (row: NoteRow | MessageRow | undefined, asks = false) => {
    if (!row) return;
    if (day(last()) !== day(row)) rows.push({ kind: "day", id: `day ${row.id}`, at: row.at });
    if (row.kind === "message") {
      row.name ??= house;
      row.asks = asks && !unsent.some(({ answers }) => answers === row.id);
      row.heads = !continues(last(), row);
    }
    rows.push(row);
  };
  for (const message of messages) push(rowOf(message), message.id === conversation?.asked);
  for (const item of opening?.items ?? []) if (!has(item.id)) push(rowOf({ ...item, at: openedAt, author: "bot" }), true);
  const end = last();
  if (end?.kind === "note" && end.note === "closed" && !unsent.length) end.note = "closedLast";
  for (const message of unsent) {
    const state = message.state === "waiting" ? (live ? "sending" : "queued") : message.state;
    push({ ...message, kind: "message", author: "visitor", state });
  }
  return rows;
}

function continues(before: Row | undefined, row: MessageRow): boolean {
  return before?.kind === "message" && before.author === row.author && before.name === row.name && row.at - before.at < GROUP_MS;
}

/** Nothing for what does not concern the visitor: their own page views, a conversation given back. */
function rowOf({ id, at, author, author_name, body }: Omit<ThreadMessage, "conversation_id" | "position">): NoteRow | MessageRow | undefined {
  const item = itemOf(body);
  const note = (note: NoteRow["note"], name = ""): NoteRow => ({ kind: "note", id, at, note, name });
  if (isSaid(item)) {
    const card = item.kind === "text" ? undefined : item;
    return { kind: "message", id, at, author: author === "system" ? "bot" : author, name: author_name, text: wordsOf(item) as string, card, state: "sent" };
  }
  switch (item?.kind) {
    case "joined":
      return note("joined", item.agent.name);
    case "transferred":
      return note("transferred", item.to.name);
    case "closed":
      return note("closed");
    case "page":
    case "given_back":
      return undefined;
    default:
      return note("unsupported");
  }
}
