/**
 * Whether anything may be stored or sent. The answer itself is remembered, so that a refusal
 * holds on the next page too; it is the only thing kept without consent.
 */

import type { Area } from "./store";

export interface Consent {
  given: boolean;
  /** True if this changed something. */
  answer(given: boolean): boolean;
}

/** `area` is one that is open without consent. */
export function openConsent(area: Area, required: boolean): Consent {
  const remembered = area.get("consent");
  const consent: Consent = {
    given: remembered ? remembered === "yes" : !required,
    answer(given) {
      const changed = consent.given !== given;
      consent.given = given;
      area.set("consent", given ? "yes" : "no");
      return changed;
    },
  };
  return consent;
}
