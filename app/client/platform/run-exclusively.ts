import type { SharedLock } from '#app/sync/engine/leader-election.ts'
import { isStolen, MAX_MISSED_PONGS, PING_EVERY_MS } from '#app/sync/engine/lock-liveness.ts'
import type { Time } from '#app/sync/time.ts'
import { browserTime } from './browser-time.ts'
import { findSharedLock } from './web-locks.ts'

/** Messages between a tab that waits for a lock and the tab that has it. */
export interface HolderChannel {
  post(message: 'ping' | 'pong'): void
  onMessage: (message: unknown) => void
  close(): void
}

export type LockPorts = { lock: SharedLock; channel: HolderChannel; time: Time }

/**
 * One at a time among all tabs of this browser; among none where Web Locks are missing (plain HTTP). The work must
 * survive a second run beside it: a frozen tab keeps its lock until another tab takes it.
 */
export async function runExclusively(name: string, run: () => Promise<void>): Promise<void> {
  const lock = findSharedLock(name)
  if (lock === undefined) return run()
  await runUnderLock(run, { lock, channel: openHolderChannel(name), time: browserTime })
}

/** A tab that has the lock answers while it works; one that stays silent is frozen, and its lock is taken [F12]. */
export function runUnderLock(run: () => Promise<void>, { lock, channel, time }: LockPorts): Promise<void> {
  let phase: 'waiting' | 'running' = 'waiting'
  let missedPongs = 0
  let cancelPing = (): void => undefined
  const result = new Promise<void>((resolve, reject) => {
    const hold = async () => {
      // The first request is still in line when the lock was taken.
      if (phase !== 'waiting') return
      phase = 'running'
      cancelPing()
      channel.post('pong')
      await run().then(resolve, reject)
    }
    const request = (steal: boolean) =>
      lock.request(hold, { steal }).catch((error: unknown) => {
        // Taken by another tab after this one was frozen: the work goes on to its end.
        if (!isStolen(error)) reject(error)
      })
    const pingLater = () => {
      cancelPing = time.schedule(PING_EVERY_MS, () => {
        if (missedPongs >= MAX_MISSED_PONGS) return void request(true)
        missedPongs += 1
        channel.post('ping')
        pingLater()
      })
    }
    channel.onMessage = (message) => {
      if (message === 'pong') missedPongs = 0
      if (message === 'ping' && phase === 'running') channel.post('pong')
    }
    pingLater()
    void request(false)
  })
  return result.finally(() => {
    cancelPing()
    channel.close()
  })
}

function openHolderChannel(name: string): HolderChannel {
  const broadcast = new BroadcastChannel(name)
  const channel: HolderChannel = {
    post: (message) => broadcast.postMessage(message),
    onMessage: () => undefined,
    close: () => broadcast.close(),
  }
  broadcast.onmessage = ({ data }: MessageEvent<unknown>) => channel.onMessage(data)
  return channel
}
