/** Custom parameters (`pupitre('set', …)`), kept in the tab until a session takes them. */

import { LINE_MAX_CHARS } from "./protocol";
import type { Area } from "./store";

export type Params = Record<string, string | number | boolean>;

export interface CustomParams {
  set(values: unknown): void;
  /** Those for the session being made; the establishment of the script tag is one of them. */
  take(): Params;
  /** Undoes `take`; what was set since wins. */
  putBack(params: Params): void;
}

const MOST = 50;

/** Only text, finite numbers and booleans of a bearable length: the rest is named in `dropped`. */
export function cleanParams(values: unknown): { params: Params; dropped: string[] } {
  const params: Params = {};
  const dropped: string[] = [];
  if (!values || typeof values !== "object") return { params, dropped: [String(values)] };
  for (const [key, value] of Object.entries(values)) {
    const plain = typeof value === "boolean" || typeof value === "string" || Number.isFinite(value);
    if (plain && [...key].length <= LINE_MAX_CHARS && [...String(value)].length <= LINE_MAX_CHARS) params[key] = value;
    else dropped.push(key);
  }
  return { params, dropped };
}

export function openParams(tab: Area, establishment: string | undefined): CustomParams {
  const kept = () => tab.read<Params>("params") ?? {};
  const keep = (params: Params) => tab.write("params", Object.fromEntries(Object.entries(params).slice(-MOST)));
  return {
    set(values) {
      const { params, dropped } = cleanParams(values);
      if (dropped.length) console.warn(`Pupitre: set: short texts, numbers, booleans; not: ${dropped}`);
      keep({ ...kept(), ...params });
    },
    take() {
      const params = kept();
      tab.remove("params");
      return establishment ? { ...params, establishment } : params;
    },
    putBack(params) {
      keep({ ...params, ...kept() });
    },
  };
}
