/**
 * The widget's corner of the browser's storage: names under one prefix per project, closed while
 * consent is missing, and kept in memory when the browser refuses (blocked, full).
 */

export interface Area {
  readonly prefix: string;
  get(name: string): string | undefined;
  set(name: string, value: string): void;
  /** What was written as JSON; anything absent or damaged is undefined. */
  read<T>(name: string): T | undefined;
  write(name: string, value: unknown): void;
  remove(name: string): void;
  /** Names that begin so, in order. */
  names(start: string): string[];
}

export interface Store {
  /** Shared by all tabs, stays: token and unsent messages. */
  kept: Area;
  /** Of this tab, ends with it: pages seen, parameters, draft, forms being filled in. */
  tab: Area;
}

/** `find` may throw, as `window.localStorage` does where it is blocked. */
export function openArea(find: () => Storage, prefix: string, allowed: () => boolean): Area {
  const memory = new Map<string, string>();
  const attempt = <T>(work: () => T): T | undefined => {
    try {
      return work();
    } catch {
      return undefined;
    }
  };
  const area: Area = {
    prefix,
    get(name) {
      if (!allowed()) return undefined;
      return memory.get(name) ?? attempt(() => find().getItem(prefix + name)) ?? undefined;
    },
    set(name, value) {
      if (!allowed()) return;
      memory.set(name, value);
      attempt(() => {
        find().setItem(prefix + name, value);
        memory.delete(name);
      });
    },
    read: (name) => attempt(() => JSON.parse(area.get(name) ?? "null")) ?? undefined,
    write: (name, value) => area.set(name, JSON.stringify(value)),
    remove(name) {
      memory.delete(name);
      attempt(() => find().removeItem(prefix + name));
    },
    names(start) {
      if (!allowed()) return [];
      const stored = attempt(() => Object.keys(find())) ?? [];
      const ours = stored.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
      return [...new Set([...memory.keys(), ...ours])].filter((name) => name.startsWith(start)).sort();
    },
  };
  return area;
}

export function openStore(project: string, allowed: () => boolean): Store {
  const prefix = `pupitre:${project}:`;
  return {
    kept: openArea(() => localStorage, prefix, allowed),
    tab: openArea(() => sessionStorage, prefix, allowed),
  };
}
