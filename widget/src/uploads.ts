/**
 * Files on their way to the hub, one after another and piece by piece. After a lost connection the hub is asked
 * how far it got, and the upload goes on from there. Once the hub has a file whole, its message goes into the queue
 * under the id that its row had all along: so the thread shows it once, whatever happens.
 *
 * An upload does not survive the page: browsers keep no `File` that a page could take up again, and a copy of its
 * bytes in the browser's storage is more than a visitor would expect of a chat. The hub lets go of what was begun.
 */

import type { Lent } from "./bridge";
import type { Answer } from "./hub";
import { newId } from "./ids";
import type { ErrorCode, Problem } from "./protocol";
import type { FileItem, Unsent } from "./queue";
import { afterRefusal } from "./retry";
import { openTus } from "./tus";
import { worker, type Step } from "./work";

export interface Upload {
  row: Unsent & { card: FileItem };
  file: File;
  /** `asked`: the hub may know of it. */
  stage: "chosen" | "asked" | "begun";
  /** How many bytes the hub has, as far as is known. */
  sent: number;
  /** An answer was lost: the hub must be asked how many it has. */
  unsure: boolean;
  abort: AbortController;
  /** Set by what draws it: shows how far it is. */
  show(): void;
}

export interface Uploads {
  attach(files: readonly File[]): void;
  /** As the thread shows them. */
  rows(): Unsent[];
  get(id: string): Upload | undefined;
  /** Cancels it, or takes a refused one away. */
  discard(id: string): void;
  /** Sends a refused one again, from the beginning. */
  retry(id: string): void;
  /** Goes on when the hub is there again. */
  resume(): void;
}

const LEAST_BYTES = 1_000_000;
const MOST_BYTES = 4_000_000;
/** Pieces grow while they take less: few requests on a fast network, progress to be seen on a slow one. */
const PIECE_MS = 1_000;

type Needed = Pick<Lent, "hub" | "session" | "connection" | "queue" | "changed" | "signal">;

export function openUploads({ hub, session, connection, queue, changed, signal }: Needed): Uploads {
  const tus = openTus(hub);
  const uploads = new Map<string, Upload>();
  let pieceBytes = LEAST_BYTES;

  function refuse({ row }: Upload, cause: ErrorCode): Step {
    row.state = "failed";
    row.cause = cause;
    changed();
    return "done";
  }

  /** Sends the next piece, after what must come before it. Empty at the end: then the hub says once more what it found. */
  async function next(upload: Upload, token: string): Promise<Answer<number>> {
    const { card } = upload.row;
    const call = { token, signal: upload.abort.signal };
    if (upload.stage !== "begun") {
      upload.stage = "asked";
      const begun = await tus.begin(card, call);
      if (!("ok" in begun)) return begun;
      upload.stage = "begun";
      upload.unsure = false;
    }
    if (upload.unsure) {
      const offset = await tus.offset(card.file, call);
      if (!("ok" in offset)) return offset;
      upload.sent = offset.ok;
      upload.unsure = false;
    }
    const bytes = await upload.file.slice(upload.sent, upload.sent + pieceBytes).arrayBuffer();
    const began = Date.now();
    const answer = await tus.append(card.file, upload.sent, bytes, call);
    const wished = Date.now() - began < PIECE_MS ? pieceBytes * 2 : pieceBytes / 2;
    pieceBytes = Math.min(MOST_BYTES, Math.max(LEAST_BYTES, wished));
    return answer;
  }

  function refused(upload: Upload, problem: Problem): Step {
    const { code, status } = problem;
    const verdict = afterRefusal(problem);
    if (verdict === "new_session") connection.renew();
    else if (code !== "upload_offset_wrong" && (verdict !== "retry" || code === "file_quota_reached")) return refuse(upload, code);
    if (status !== 429) upload.unsure = true; // Else the hub has done nothing.
    return problem;
  }

  const work = worker(async () => {
    const upload = [...uploads.values()].find(({ row }) => row.state === "uploading");
    const token = session.current?.token;
    if (!upload || !token || !connection.live) return "idle";
    const { row, file } = upload;
    // A file that was deleted or changed on the disk since, or a folder, cannot be read.
    const answer = await next(upload, token).catch(() => undefined);
    if (uploads.get(row.id) !== upload) return "done"; // It was cancelled meanwhile.
    if (!answer) return refuse(upload, "file_unknown");
    if ("refused" in answer) return refused(upload, answer.refused);
    upload.unsure = "lost" in answer;
    const before = upload.sent;
    if ("ok" in answer) upload.sent = answer.ok;
    upload.show();
    if ("ok" in answer && answer.ok === file.size) {
      uploads.delete(row.id);
      queue.add(row.text, row.card, row.id);
      changed();
      return "done";
    }
    return upload.sent > before ? "done" : {};
  });

  signal.addEventListener("abort", () => {
    for (const { abort } of uploads.values()) abort.abort();
    uploads.clear();
  });

  const made: Uploads = {
    attach(files) {
      const most = session.current?.files.max_bytes ?? Infinity;
      for (const file of files) {
        const { name, size, type } = file;
        const card: FileItem = { kind: "file", file: newId(), name, size, media_type: type };
        const row: Upload["row"] = { id: newId(), text: name, card, at: Date.now(), state: "uploading" };
        const upload: Upload = { row, file, stage: "chosen", sent: 0, unsure: false, abort: new AbortController(), show() {} };
        uploads.set(row.id, upload);
        // Refused here, nothing of it is sent.
        if (size > most) refuse(upload, "file_too_large");
        else if (!size) refuse(upload, "file_empty");
      }
      changed();
      void work();
    },
    rows: () => [...uploads.values()].map(({ row }) => row),
    get: (id) => uploads.get(id),
    discard(id) {
      const upload = uploads.get(id);
      if (!upload) return;
      upload.abort.abort();
      uploads.delete(id);
      const token = session.current?.token;
      if (token && upload.stage !== "chosen") tus.end(upload.row.card.file, token);
      changed();
    },
    retry(id) {
      const upload = uploads.get(id);
      made.discard(id);
      if (upload) made.attach([upload.file]);
    },
    resume: () => void work(),
  };
  return made;
}
