/** One at a time among all tabs of this browser. Where Web Locks are missing (plain HTTP), among none. */
export async function runExclusively(name: string, run: () => Promise<void>): Promise<void> {
  if (typeof navigator === 'undefined' || !('locks' in navigator)) return run()
  await navigator.locks.request(name, run)
}

const patienceMs = 400

/** Takes a lock for as long as this page lives; `false`: another one has it. A page that was just left gets a moment. */
export function holdLock(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const keep = () => {
      resolve(true)
      return new Promise<never>(() => undefined)
    }
    navigator.locks
      .request(name, { signal: AbortSignal.timeout(patienceMs) }, keep)
      .catch(() => resolve(false))
  })
}

export const hasWebLocks = (): boolean => typeof navigator !== 'undefined' && 'locks' in navigator
