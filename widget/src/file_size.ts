/** How a file is described beside its name: "1,2 Mo · PDF". */

import type { Language } from "./language";

/** `units` are bytes, kilobytes and megabytes: decimal, as the hub's limits are. */
export function writeSize(language: Language, bytes: number, units: readonly [string, string, string]): string {
  const power = bytes < 1_000 ? 0 : bytes < 999_950 ? 1 : 2;
  const number = (bytes / 1_000 ** power).toLocaleString(language, { maximumFractionDigits: 1 });
  return `${number} ${units[power]}`;
}

/** Of a name that has one: "PDF". */
export function extensionOf(name: string): string {
  return /[^.]\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toUpperCase() ?? "";
}
