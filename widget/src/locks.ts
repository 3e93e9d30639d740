/**
 * One tab at a time. Web Locks exist on https and on the loopback; elsewhere two tabs may do the
 * work twice, which ids safe to repeat make harmless.
 */
export async function withLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  if (!navigator.locks) return work();
  return navigator.locks.request(name, work) as Promise<T>;
}
