/** What the web site wrote on the script tag. */

import { chooseLanguage, type Language } from "./language";

export interface Settings {
  /** Address of the hub without a slash at the end: where the script came from. */
  hub: string;
  project: string;
  establishment: string | undefined;
  language: Language;
  /** Nothing is stored or sent before `pupitre('consent', true)`. */
  consentRequired: boolean;
}

/** Reads the tag; says on the console what is missing and answers nothing if it cannot be used. */
export function readSettings(script: HTMLScriptElement | null): Settings | undefined {
  const project = script?.dataset["project"];
  if (!script?.src || !project) {
    console.error("Pupitre: the script tag needs src and data-project.");
    return undefined;
  }
  const { lang, establishment, consent } = script.dataset;
  return {
    hub: new URL(".", script.src).href.replace(/\/$/, ""),
    project,
    establishment: establishment || undefined,
    language: chooseLanguage([lang, document.documentElement.lang, ...navigator.languages]),
    consentRequired: consent === "required",
  };
}
