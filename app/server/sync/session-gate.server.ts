import { logFailure } from '../observability/logs.server.ts'

/** How long a checked session is trusted. */
const FRESH_MS = 1_000

export type SessionGate = {
  /** Delivers at once, or after checking whether the session is still valid; in the order in which they come. */
  pass(deliver: () => void): void
  /** Checks now, whether or not there is something to deliver. */
  recheck(): void
}

/** Between the events and the device: nothing is sent to a session that may have ended. */
export function createSessionGate(options: {
  isAllowed: () => Promise<boolean>
  end: () => void
  now?: () => number
}): SessionGate {
  const { isAllowed, end, now = () => performance.now() } = options
  let checkedAtMs = now()
  let waiting: (() => void)[] | undefined

  async function check(): Promise<void> {
    const startedMs = now()
    const stands = await isAllowed().catch((error: unknown) => {
      // The device reconnects, and is authenticated again.
      logFailure('It could not be asked whether a session still stands.', error)
      return false
    })
    checkedAtMs = startedMs
    const due = waiting ?? []
    waiting = undefined
    if (stands) for (const deliver of due) deliver()
    else end()
  }

  return {
    pass(deliver) {
      if (waiting) waiting.push(deliver)
      else if (now() - checkedAtMs < FRESH_MS) deliver()
      else {
        waiting = [deliver]
        void check()
      }
    },
    recheck() {
      if (waiting) return
      waiting = []
      void check()
    },
  }
}
