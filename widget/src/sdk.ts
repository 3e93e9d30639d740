/**
 * `window.pupitre(method, …)`. Calls made before the script arrived wait in `pupitre.q` and are
 * run first, in their order. A wrong call is warned about and never throws into the site.
 */

import type { Emit, SiteEvents } from "./bridge";

export interface SdkActions {
  open(): void;
  close(): void;
  set(values: unknown): void;
  /** The site says something of its visitor: `identify` or `track`, with what it gave. */
  say(call: unknown[]): void;
  consent(given: boolean): void;
  reset(): void;
}

export interface Sdk {
  /** Takes the place of the site's stub and runs what waited in it. */
  install(): void;
  call(args: readonly unknown[]): void;
  emit: Emit;
}

type Queued = ((...args: unknown[]) => void) & { q?: ArrayLike<unknown>[] };

declare global {
  interface Window {
    pupitre?: Queued;
  }
}

const EVENTS: readonly unknown[] = ["open", "close", "message", "unread"] satisfies (keyof SiteEvents)[];

export function openSdk(actions: SdkActions): Sdk {
  const handlers: { event: unknown; handler: (payload: unknown) => void }[] = [];
  const warn = (what: string) => console.warn(`Pupitre: ${what}`);

  const sdk: Sdk = {
    install() {
      const waiting = window.pupitre?.q ?? [];
      window.pupitre = (...args) => sdk.call(args);
      for (const args of waiting) sdk.call(Array.from(args));
    },
    call([method, first, second]) {
      switch (method) {
        case "open":
        case "close":
        case "reset":
          return actions[method]();
        case "set":
          return actions.set(first);
        case "consent":
          return actions.consent(first === true);
        case "on":
          if (!EVENTS.includes(first) || typeof second !== "function") return warn(`on: give one of ${EVENTS} and a function.`);
          handlers.push({ event: first, handler: second as (payload: unknown) => void });
          return;
        case "identify":
        case "track":
          return actions.say([method, first, second]);
        default:
          return warn(`no such method: ${String(method)}`);
      }
    },
    /** A handler that throws is the site's own fault: shown on its console, and nobody else suffers. */
    emit(event, payload) {
      for (const { handler } of handlers.filter((on) => on.event === event)) {
        try {
          handler(payload);
        } catch (error) {
          console.error(error);
        }
      }
    },
  };
  return sdk;
}
