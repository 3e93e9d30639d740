/**
 * The widget's corner of the browser's storage: names under one prefix per project, closed while
 * consent is missing, and kept in memory when the browser refuses (blocked, full).
 */

export interface Area {
  readonly prefix: string;
  get(name: string): string | undefined;
  set(name: string, value: string): void;
  remove(name: string): void;
  /** Names that begin so, in order. */
  names(start: string): string[];
}

export interface Store {
  /** Shared by all tabs, stays: token and unsent messages. */
  kept: Area;
  /** Of this tab, ends with it: pages seen, parameters, draft. */
  tab: Area;
}

/** `find` may throw, as `window.localStorage` does where it is blocked. */
export function openArea(find: () => Storage, prefix: string, allowed: () => boolean): Area {
  const memory = new Map<string, string>();
  const attempt = <T>(work: (storage: Storage) => T): T | undefined => {
    try {
      return work(find());
    } catch {
      return undefined;
    }
  };
  return {
    prefix,
    get(name) {
      if (!allowed()) return undefined;
      return memory.get(name) ?? attempt((storage) => storage.getItem(prefix + name)) ?? undefined;
    },
    set(name, value) {
      if (!allowed()) return;
      memory.set(name, value);
      attempt((storage) => {
        storage.setItem(prefix + name, value);
        memory.delete(name);
      });
    },
    remove(name) {
      memory.delete(name);
      attempt((storage) => storage.removeItem(prefix + name));
    },
    names(start) {
      if (!allowed()) return [];
      const stored = attempt((storage) => Object.keys(storage)) ?? [];
      const ours = stored.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
      return [...new Set([...memory.keys(), ...ours])].filter((name) => name.startsWith(start)).sort();
    },
  };
}

export function openStore(project: string, allowed: () => boolean): Store {
  const prefix = `pupitre:${project}:`;
  return {
    kept: openArea(() => localStorage, prefix, allowed),
    tab: openArea(() => sessionStorage, prefix, allowed),
  };
}

/** Reads what was set as JSON; anything absent or damaged is undefined. */
export function readJson<T>(area: Area, name: string): T | undefined {
  try {
    return JSON.parse(area.get(name) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}

export function writeJson(area: Area, name: string, value: unknown): void {
  area.set(name, JSON.stringify(value));
}
