/**
 * What every page of the site loads (dist/widget.js): the launcher, the pages seen so far and the
 * `pupitre` queue. It fetches the chat when the visitor opens it, or at once if they opened it on
 * an earlier page. Until it is first opened, nothing about the person leaves the browser (V2).
 */

import type { Chat, Host, StartChat } from "./bridge";
import { openConsent } from "./consent";
import { LAUNCHER_WORDS } from "./launcher_words";
import { openPages } from "./pages";
import { openParams } from "./params";
import { openSdk } from "./sdk";
import { readSettings, type Settings } from "./settings";
import { openStore } from "./store";
import { dom } from "./view/dom";
import { createLauncher } from "./view/launcher";

function begin(settings: Settings): void {
  const { language } = settings;
  const consent = openConsent(openStore(settings.project, () => true).kept, settings.consentRequired);
  const store = openStore(settings.project, () => consent.given);
  const pages = openPages(store.tab);
  const params = openParams(store.tab, settings.establishment);

  const element = document.createElement("pupitre-widget");
  const root = element.attachShadow({ mode: "open" });
  const launcher = createLauncher(root, language, LAUNCHER_WORDS[language], () => {
    if (chat?.isOpen) chat.close();
    else open();
  });

  let chat: Chat | undefined;
  let failures = 0;
  let refused = false;

  /** A script is fetched once. A failed address is not fetched again by browsers: it gets a new one. */
  async function load<T>(script: string): Promise<T> {
    try {
      return await import(`${settings.hub}/widget/${script}${failures ? `&retry=${failures}` : ""}`);
    } catch (error) {
      failures++;
      console.error(`Pupitre: ${script} did not load. Does the page's CSP allow it?`, error);
      throw error;
    }
  }

  async function start(): Promise<Chat | undefined> {
    const chatScript = await load<{ start: StartChat }>(`chat.js?v=${CHAT_VERSION}`);
    // Asked again, since consent and reset may have come in the meantime.
    if (!chat && consent.given && !refused) chat = chatScript.start(host);
    return chat;
  }

  function open(): void {
    if (!consent.given) return console.warn("Pupitre: no consent yet.");
    launcher.setFailed(false);
    start().then(
      (started) => started?.open(),
      () => launcher.setFailed(true),
    );
  }

  function stop(): void {
    chat?.stop();
    chat = undefined;
    launcher.setOpen(false);
    launcher.setUnread(0);
  }

  function resume(): void {
    launcher.show(consent.given && !refused);
    if (!consent.given) return;
    pages.note();
    // At the next page or opening, if it fails now.
    if (store.kept.get("token")) start().catch(() => undefined);
  }

  const host: Host = {
    settings,
    language,
    store,
    dom,
    root,
    launcher,
    pages,
    params,
    load,
    emit: (event, payload) => sdk.emit(event, payload),
    giveUp(why) {
      refused = true;
      stop();
      launcher.show(false);
      console.error(`Pupitre: ${why}`);
    },
  };

  const sdk = openSdk({
    open,
    close: () => chat?.close(),
    set: params.set,
    say(call) {
      store.tab.write("said", (store.tab.read<unknown[]>("said") ?? []).concat([call]).slice(-20));
      host.onSaid?.();
    },
    consent(given) {
      if (!consent.answer(given)) return;
      if (!given) stop();
      resume();
    },
    reset() {
      stop();
      for (const area of [store.kept, store.tab]) {
        for (const name of area.names("")) if (name !== "consent") area.remove(name);
      }
      pages.forget();
      resume();
    },
  });

  // Another tab of this visitor opened the widget, or was told to forget them.
  addEventListener("storage", ({ key, newValue }) => {
    if (key !== `${store.kept.prefix}token`) return;
    if (newValue) resume();
    else stop();
  });

  const show = () => {
    document.body.append(element);
    sdk.install(); // First, since a refusal may wait in the queue.
    pages.watch();
    resume();
  };
  if (document.body) show();
  else addEventListener("DOMContentLoaded", show);
}

const script = document.currentScript ?? document.querySelector("script[data-project]");
if (document.querySelector("pupitre-widget")) {
  console.warn("Pupitre: loaded twice.");
} else {
  const settings = readSettings(script as HTMLScriptElement | null);
  if (settings) begin(settings);
}
