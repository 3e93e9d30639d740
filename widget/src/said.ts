/**
 * What the site says of its visitor (`pupitre('identify', …)`, `pupitre('track', …)`), as the hub takes it. The loader
 * keeps the calls as they came; few sites make any, so it is here that they are looked at. A call stays in the tab until
 * the hub has it: it is told with the session that is being made, and once more while there is one, with the same id.
 */

import type { Lent } from "./bridge";
import type { Answer } from "./hub";
import { newId } from "./ids";
import { cleanParams } from "./params";
import { LINE_MAX_CHARS, type Identity, type OpenSession, type Session, type TrackEvent } from "./protocol";

export type Said = Pick<OpenSession, "identity" | "events">;

/** A method and its arguments; a last one is its id, once it has been looked at. */
export type Call = unknown[];

const text = (value: unknown) => (typeof value === "string" || typeof value === "number" ? `${value}`.trim() : "");

/** What was said, sound: of several customers the last one counts. What is not is named, and leaves `calls`. */
export function readCalls(calls: Call[], warn: (what: string) => void): { identity: Identity | null; events: TrackEvent[] } {
  const said = { identity: null as Identity | null, events: [] as TrackEvent[] };
  const refuse = (why: string) => {
    warn(why);
    return false;
  };
  const sound = calls.filter((call) => {
    const [method, first, second] = call;
    const name = text(first);
    const id = (call[3] ??= newId()) as string;
    if (!name || name.length > LINE_MAX_CHARS) return refuse(`${method}: give a short text first.`);
    if (method === "track") return said.events.push({ id, name, details: cleanParams(second ?? {}).params });
    const { signature, ...facts } = Object(second);
    const fact = (key: string) => text(facts[key]) || null;
    if (!text(signature)) return refuse("identify: give { signature } with it, as your server made it.");
    return (said.identity = { customer_id: name, signature: text(signature), name: fact("name"), email: fact("email"), phone: fact("phone") });
  });
  calls.splice(0, calls.length, ...sound);
  return said;
}

export function openSaid({ host, session, connection, post }: Pick<Lent, "host" | "session" | "connection" | "post">) {
  const { kept, tab } = host.store;
  const warn = (what: string) => console.warn(`Pupitre: ${what}`);
  const calls = () => tab.read<Call[]>("said") ?? [];
  const keep = (calls: Call[]) => (calls[0] ? tab.write("said", calls) : tab.remove("said"));
  const done = (over: Call[]) => keep(calls().filter((call) => !over.some((other) => other[3] === call[3])));
  const posted = new Set<unknown>();
  let token: string | undefined;

  /** What the customer before left in this browser is not the next one's to send. Other tabs stop, and begin anew. */
  function goOver(to?: string): void {
    for (const area of [kept, tab]) for (const name of area.names("")) if (!/^(consent|said)$/.test(name)) area.remove(name);
    if (to) kept.set("token", to);
    connection.renew();
  }

  return {
    /** For a session that is being made. */
    said(): Said {
      const waiting = calls();
      const said = readCalls(waiting, warn);
      keep(waiting);
      if (said.identity) token = kept.get("token");
      return said;
    },
    /** While there is a session. */
    say(): void {
      const before = token;
      token = undefined;
      if (before && session.current && before !== session.current.token) goOver(session.current.token);
      const waiting = calls();
      const { identity, events } = readCalls(waiting, warn);
      keep(waiting);
      const untold = waiting.filter((call) => !posted.has(call[3]));
      untold.forEach((call) => posted.add(call[3]));
      for (const event of events) {
        const call = untold.filter((call) => call[3] === event.id);
        if (call[0]) post("/v1/visitor/track", event, () => done(call));
      }
      const named = untold.filter(([method]) => method === "identify");
      if (!identity || !named[0]) return;
      post<Session>("/v1/visitor/identify", identity, (answer: Answer<Session>) => {
        if ("refused" in answer && answer.refused.status === 403) return goOver();
        done(named);
        if ("refused" in answer) warn(`identify: ${answer.refused.title}`);
        // They turned out to be another one, with a thread of their own.
        if ("ok" in answer && answer.ok.visitor_id !== session.current?.visitor_id) {
          if (answer.ok.token === kept.get("token")) connection.renew();
          else goOver(answer.ok.token);
        }
      });
    },
  };
}
