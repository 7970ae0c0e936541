import type { Time } from '../time.ts'

/**
 * A lock that all tabs of this browser share. `hold` runs while the lock is ours and ends it by resolving; `request` rejects
 * when somebody stole the lock from under it. `steal` takes it at once, whoever has it.
 */
export interface SharedLock {
  request(hold: () => Promise<void>, options: { steal: boolean }): Promise<void>
}

/** What tabs ask each other about the lead. Hints only: losing one costs time, never an edit. */
export interface LeadChannel {
  ask(): void
  answer(): void
}

export type LeaderOptions = {
  /** `undefined`: this browser has no locks, so every tab leads itself (S50). */
  lock: SharedLock | undefined
  channel: LeadChannel
  time: Time
  /** Makes older leaders' writes void from now on; the number goes with each of ours. */
  becomeLeader: () => Promise<number>
  onLeader: (fence: number) => void
  onFollow: () => void
  onFault: (error: unknown) => void
}

export interface Leader {
  isLeading(): boolean
  /** Another tab asks whether somebody leads. */
  recordRequested(): void
  /** The leader says that it is alive. */
  recordAnswered(): void
  /** A write was refused because another tab has the lead now. */
  stepDown(): void
  close(): void
}

const ASK_EVERY_MS = 2_000
/** Asked that often without an answer, the leader is frozen: with the interval it makes less than 10 s [F12]. */
const MAX_SILENT_ASKS = 3

/**
 * One tab syncs for all (S50). Followers ask and the leader answers, rather than beating by a timer: background tabs have
 * their timers slowed down to one a minute, but messages reach them at once; only a frozen tab stays silent.
 */
export function createLeader(options: LeaderOptions): Leader {
  const { lock, channel, time, becomeLeader, onLeader, onFollow, onFault } = options
  let state: 'following' | 'leading' | 'closed' = 'following'
  let release: (() => void) | undefined
  let cancelAsk: (() => void) | undefined
  let silentAsks = 0
  /** A request for the lock is in line. */
  let isWaiting = true
  /** Grows with every request for the lock: what an older one still does counts no more. */
  let term = 0

  const isClosed = () => state === 'closed'

  function request(steal: boolean): void {
    if (isClosed()) return
    term += 1
    const mine = term
    const hold = () => (mine === term && !isClosed() ? leader(mine) : Promise.resolve())
    const held = lock === undefined ? hold() : lock.request(hold, { steal })
    held.then(
      () => lose(mine, true),
      (error: unknown) => {
        if (!isStolen(error)) onFault(error)
        lose(mine, isStolen(error))
      },
    )
  }

  async function leader(mine: number): Promise<void> {
    const fence = await becomeLeader()
    if (mine !== term || isClosed()) return
    cancelAsk?.()
    state = 'leading'
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    channel.answer()
    onLeader(fence)
    await released
  }

  /**
   * The lock went to another tab, or could not be had: this one waits in line again; a while later where there is no line, and after
   * a failure, which would only repeat itself.
   */
  function lose(mine: number, isOrderly: boolean): void {
    if (mine !== term || isClosed()) return
    const wasLeading = state === 'leading'
    state = 'following'
    release = undefined
    silentAsks = 0
    isWaiting = isOrderly && lock !== undefined
    if (wasLeading) onFollow()
    if (isWaiting) request(false)
    scheduleAsk()
  }

  function askAgain(): void {
    if (state !== 'following') return
    if (!isWaiting) {
      isWaiting = true
      request(false)
    } else if (silentAsks >= MAX_SILENT_ASKS) {
      silentAsks = 0
      request(true)
    } else {
      silentAsks += 1
      channel.ask()
    }
    scheduleAsk()
  }

  function scheduleAsk(): void {
    cancelAsk?.()
    cancelAsk = time.schedule(ASK_EVERY_MS, askAgain)
  }

  request(false)
  scheduleAsk()

  return {
    isLeading: () => state === 'leading',
    recordRequested() {
      if (state === 'leading') channel.answer()
    },
    recordAnswered() {
      silentAsks = 0
    },
    stepDown() {
      if (state === 'leading') release?.()
    },
    close() {
      state = 'closed'
      cancelAsk?.()
      release?.()
    },
  }
}

/** Web Locks reject the one who held it with this name. */
function isStolen(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}
