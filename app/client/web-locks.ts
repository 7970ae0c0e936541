/** One at a time among all tabs of this browser. Where Web Locks are missing (plain HTTP), among none. */
export async function runExclusively(name: string, run: () => Promise<void>): Promise<void> {
  if (typeof navigator === 'undefined' || !('locks' in navigator)) return run()
  await navigator.locks.request(name, run)
}
