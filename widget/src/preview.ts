/**
 * The page on which a playbook is tried before it is saved (dist/preview.js): the widget of this page, and what an
 * agent would do meanwhile. It lies beside the widget's script under an address of its own, and knows it by `about`.
 */

import { chooseLanguage } from "./language";
import { PREVIEW_WORDS } from "./preview_words";

interface About {
  name: string;
  project_key: string;
  online: boolean;
}

const language = chooseLanguage([new URLSearchParams(location.search).get("lang") ?? undefined, ...navigator.languages]);
const words = PREVIEW_WORDS[language];

const at = <T extends HTMLElement>(selector: string): T => {
  const found = document.querySelector<T>(selector);
  if (!found) throw new Error(`${selector} is not on the page.`);
  return found;
};
const note = at("#note");
const online = at<HTMLInputElement>("#online");
const claim = at<HTMLButtonElement>("#claim");
const again = at<HTMLButtonElement>("#again");

/** The status of the answer; none came: 0. */
async function tell(method: string, path: string, body?: unknown): Promise<number> {
  const sent = { headers: { "content-type": "application/json" }, body: JSON.stringify(body ?? {}) };
  return fetch(path, { method, ...sent }).then(
    (response) => response.status,
    () => 0,
  );
}

/** What this preview is; where it is not there any more, the page says so. */
async function ask(): Promise<About | undefined> {
  const response = await fetch("about", { cache: "no-store" }).catch(() => undefined);
  if (response?.ok) return response.json();
  note.textContent = response?.status === 404 ? words.over : words.unreachable;
  return undefined;
}

function fill(about: About): void {
  document.documentElement.lang = language;
  document.title = `${about.name} – ${words.title}`;
  at("h1").textContent = `${words.title} – ${about.name}`;
  at("#hint").textContent = words.hint;
  for (const [control, text] of [[claim, words.claim], [again, words.again]] as const) {
    control.textContent = text;
    control.hidden = false;
  }
  at("label span").textContent = words.online;
  at("label").hidden = false;
  online.checked = about.online;
}

function act(): void {
  online.onchange = async () => {
    const wanted = online.checked;
    const status = await tell("PUT", "agent", { online: wanted });
    if (status === 204) {
      note.textContent = wanted ? words.isOnline : words.isOffline;
      return;
    }
    online.checked = !wanted;
    await ask();
  };
  claim.onclick = async () => {
    const status = await tell("POST", "claim");
    if (status === 204) note.textContent = words.claimed;
    else if (await ask()) note.textContent = words.nothingWaits;
  };
  // As somebody who was never here.
  again.onclick = () => {
    window.pupitre?.("reset");
    location.reload();
  };
}

/** What the widget kept for earlier previews of this hub; a site on the same address keeps its own. */
function forgetOthers(key: string): void {
  const earlier = (localStorage.getItem("pupitre-previews") ?? "").split(" ").filter((one) => one && one !== key);
  for (const area of [localStorage, sessionStorage]) {
    const old = Object.keys(area).filter((name) => earlier.some((one) => name.startsWith(`pupitre:${one}:`)));
    for (const name of old) area.removeItem(name);
  }
  localStorage.setItem("pupitre-previews", key);
}

async function begin(): Promise<void> {
  const about = await ask();
  if (!about) return;
  fill(about);
  act();
  forgetOthers(about.project_key);
  const widget = document.createElement("script");
  widget.src = "widget.js";
  widget.dataset["project"] = about.project_key;
  widget.dataset["lang"] = language;
  widget.onload = () => window.pupitre?.("open");
  document.body.append(widget);
}

begin().catch(() => {
  note.textContent = words.unreachable;
});
