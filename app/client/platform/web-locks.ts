import type { SharedLock } from '#app/sync/engine/leader-election.ts'

/** The Web Lock of the tab, or the service worker, that syncs for an identity. */
export function leaderLockName(databaseName: string): string {
  return `appframes:sync:${databaseName}`
}

/** The Web Lock that elects the leader tab; `undefined` where Web Locks are missing. */
export function findSharedLock(name: string): SharedLock | undefined {
  const locks = findLocks()
  if (locks === undefined) return undefined
  return {
    async request(hold, { steal }) {
      await locks.request(name, { steal }, hold)
    },
  }
}

/** Runs it if the lock is free; returns whether it did. */
export async function runIfFree(name: string, run: () => Promise<void>): Promise<boolean> {
  const locks = findLocks()
  if (locks === undefined) return false
  return locks.request(name, { ifAvailable: true }, async (lock) => {
    if (lock === null) return false
    await run()
    return true
  })
}

/**
 * Takes the lock if it is free, until the returned function is called; that resolves when others can have it. `undefined`:
 * it is taken, or Web Locks are missing.
 */
export function holdIfFree(name: string): Promise<(() => Promise<void>) | undefined> {
  const locks = findLocks()
  if (locks === undefined) return Promise.resolve(undefined)
  return new Promise((resolve, reject) => {
    const ended: Promise<void> = locks.request(name, { ifAvailable: true }, (lock) => {
      if (lock === null) return resolve(undefined)
      return new Promise<void>((free) => {
        resolve(() => {
          free()
          return ended
        })
      })
    })
    ended.catch(reject)
  })
}

function findLocks(): LockManager | undefined {
  return hasWebLocks() ? navigator.locks : undefined
}

const patienceMs = 400

/**
 * Takes a lock for the lifetime of this page; `false`: another page has it. A page that is just closing gets a moment.
 */
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
