/** More devices than any account has, and fewer than would hurt. */
const MAX_STREAMS_PER_ACCOUNT = 50

// As in metrics.server.ts: hot reload must keep the places taken.
const placesKey: unique symbol = Symbol.for('appframes.stream-places')
const store = globalThis as { [placesKey]?: Map<string, number> }

/**
 * Takes one of the account's places for a stream, before anything is opened: between checking and taking nothing else
 * may run, or many requests at once would find the same place free. Returns the function that frees it; `undefined`:
 * all are taken.
 */
export function takeStreamPlace(accountId: string): (() => void) | undefined {
  const taken = store[placesKey] ?? new Map<string, number>()
  store[placesKey] = taken
  const count = taken.get(accountId) ?? 0
  if (count >= MAX_STREAMS_PER_ACCOUNT) return undefined
  taken.set(accountId, count + 1)
  let isHeld = true
  return () => {
    if (!isHeld) return
    isHeld = false
    const left = (taken.get(accountId) ?? 1) - 1
    if (left > 0) taken.set(accountId, left)
    else taken.delete(accountId)
  }
}
