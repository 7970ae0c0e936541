/** How a tab that waits for a lock learns that its holder is frozen: pings without a pong make less than 10 s [F12]. */
export const PING_EVERY_MS = 2_000
export const MAX_MISSED_PONGS = 3

/** Web Locks reject the one who held it with this name. */
export function isStolen(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}
