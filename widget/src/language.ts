/** Which of the three interface languages the widget speaks, and how it writes numbers and times. */

export type Language = "fr" | "es" | "en";

const SPOKEN: readonly string[] = ["fr", "es", "en"];

/** The first of the wished BCP 47 tags that is spoken here, else English. */
export function chooseLanguage(wished: readonly (string | null | undefined)[]): Language {
  for (const tag of wished) {
    const primary = (tag ?? "").toLowerCase().split(/[-_]/)[0] ?? "";
    if (SPOKEN.includes(primary)) return primary as Language;
  }
  return "en";
}

/** A sentence whose form depends on a count. French counts 0 and 1 as one; `many` falls to other. */
export function plural(language: Language, count: number, one: string, other: string): string {
  const form = new Intl.PluralRules(language).select(count) === "one" ? one : other;
  return form.replace("#", String(count));
}
