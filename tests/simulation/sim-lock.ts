import type { SharedLock } from '#app/sync/engine/leader-election.ts'

type Claim = {
  owner: object
  hold: () => Promise<void>
  resolve: () => void
  reject: (error: unknown) => void
}

/** A Web Lock as the tabs of one browser share it: a queue, stealing, and release when a tab dies. */
export function createSimLock() {
  let holder: Claim | undefined
  let line: Claim[] = []

  function grant(claim: Claim): void {
    holder = claim
    void claim.hold().then(
      () => end(claim),
      (error: unknown) => end(claim, error),
    )
  }

  function end(claim: Claim, error?: unknown): void {
    if (holder !== claim) return
    holder = undefined
    if (error === undefined) claim.resolve()
    else claim.reject(error)
    const [next, ...rest] = line
    line = rest
    if (next !== undefined) grant(next)
  }

  return {
    open(owner: object): SharedLock {
      return {
        request(hold, { steal }) {
          return new Promise<void>((resolve, reject) => {
            const claim = { owner, hold, resolve, reject }
            if (steal && holder !== undefined) {
              const robbed = holder
              grant(claim)
              robbed.reject(Object.assign(new Error('the lock was stolen'), { name: 'AbortError' }))
            } else if (holder === undefined) grant(claim)
            else line.push(claim)
          })
        },
      }
    },
    /** The tab is dead: its lock is released and its requests are dropped. */
    forget(owner: object) {
      line = line.filter((claim) => claim.owner !== owner)
      if (holder?.owner !== owner) return
      holder = undefined
      const [next, ...rest] = line
      line = rest
      if (next !== undefined) grant(next)
    },
  }
}

export type SimLock = ReturnType<typeof createSimLock>
