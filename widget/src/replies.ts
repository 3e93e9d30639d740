/**
 * What the visitor answers to a bot, on its way to the hub: an option picked, a form filled in. Each keeps its one id
 * through all repeats, so that the hub takes it once, whatever gets lost.
 *
 * It does not survive the page: on the next one the bot still asks if the hub has not got the answer, and the form
 * has kept what was typed into it.
 */

import type { Lent } from "./bridge";
import { newId } from "./ids";
import type { ChoiceOption, Form, FormField, MessageId, PickOption, Posted, Problem, SendForm } from "./protocol";
import { afterRefusal } from "./retry";
import type { Card, Underway } from "./view/rows";
import { worker, type Step } from "./work";

interface Reply {
  row: Underway & { answers: MessageId };
  path: "choices" | "forms";
  body: PickOption | SendForm;
  fields: readonly FormField[];
}

export interface Replies {
  pick(question: MessageId, option: ChoiceOption): void;
  fill(form: MessageId, asked: Form, values: Record<string, string>): void;
  /** As the thread shows them until it has them from the hub. */
  rows(): Underway[];
  /** The key of the field of this form that the hub refused. */
  refusedField(form: MessageId): string | undefined;
  get(id: string): object | undefined;
  /** Takes a refused one away: the bot asks again. */
  discard(id: string): void;
  /** Sends a refused one again, under a new id: a refusal means that the old one was never used. */
  retry(id: string): void;
  /** Goes on when the hub is there again. */
  resume(): void;
}

type Needed = Pick<Lent, "hub" | "session" | "connection" | "thread" | "changed" | "signal">;

export function openReplies({ hub, session, connection, thread, changed, signal }: Needed): Replies {
  const replies = new Map<string, Reply>();
  const refusedFields = new Map<MessageId, string>();

  function rows(): Reply["row"][] {
    for (const id of replies.keys()) if (thread().has(id)) replies.delete(id);
    return [...replies.values()].map(({ row }) => row);
  }

  function send(reply: Omit<Reply, "row">, answers: MessageId, text: string, card: Card): void {
    // Pressed again before the buttons were gone.
    if (rows().some((row) => row.answers === answers)) return;
    const { id } = reply.body;
    replies.set(id, { ...reply, row: { id, answers, text, card, at: Date.now(), state: "waiting" } });
    refusedFields.delete(answers);
    changed();
    void work();
  }

  /** What tells the hub which opening an item is of, if it is of one. */
  function openingOf(item: MessageId) {
    const { has, opening } = thread();
    return opening && !has(item) ? { opening: opening.version } : {};
  }

  function refused({ row, fields }: Reply, problem: Problem): Step {
    const { code, detail } = problem;
    const verdict = afterRefusal(problem);
    if (verdict === "new_session") connection.renew();
    if (verdict === "new_session" || verdict === "retry") return problem;
    const field = code === "field_invalid" && fields.find(({ key }) => key === detail);
    if (field) refusedFields.set(row.answers, field.key);
    // Else the bot has gone on, and the thread shows what happened meanwhile.
    if (field || code === "answer_not_awaited") replies.delete(row.id);
    row.state = "failed";
    row.cause = code;
    changed();
    return "done";
  }

  const work = worker(async () => {
    const reply = [...replies.values()].find(({ row }) => row.state === "waiting");
    const token = session.current?.token;
    if (!reply || !token || !connection.live) return "idle";
    const { row, path, body } = reply;
    const answer = await hub.ask<Posted>("POST", `/v1/visitor/${path}`, { token, body, key: row.id });
    if (replies.get(row.id) !== reply) return "done"; // The thread has it already.
    if ("refused" in answer) return refused(reply, answer.refused);
    if ("lost" in answer) return {};
    row.state = "sent";
    changed();
    return "done";
  });

  signal.addEventListener("abort", () => replies.clear());

  return {
    pick(question, { id: option, label }) {
      const body = { id: newId(), question, option, ...openingOf(question) };
      send({ path: "choices", body, fields: [] }, question, label, { kind: "picked", question, option, label });
    },
    fill(form, { title, fields }, values) {
      const answers = fields.flatMap(({ key, kind, label }) => {
        const value = (values[key] ?? "").trim();
        return value ? [{ key, kind, label, value }] : [];
      });
      const given = Object.fromEntries(answers.map(({ key, value }) => [key, value]));
      const body = { id: newId(), form, answers: given, ...openingOf(form) };
      send({ path: "forms", body, fields }, form, title, { kind: "answers", form, title, answers });
    },
    rows,
    refusedField: (form) => refusedFields.get(form),
    get: (id) => replies.get(id),
    discard(id) {
      replies.delete(id);
      changed();
    },
    retry(id) {
      const reply = replies.get(id);
      replies.delete(id);
      const { text, card, answers } = reply?.row ?? {};
      if (reply && answers && card) send({ ...reply, body: { ...reply.body, id: newId() } }, answers, text ?? "", card);
    },
    resume: () => void work(),
  };
}
