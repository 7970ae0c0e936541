import { expect, test } from 'vitest'
import { createVirtualTime } from '#tests/fakes/virtual-time.ts'
import { createLeader, type Leader, type SharedLock } from './leader-election.ts'

/** Web Locks for one name, as the standard has them: a line, and stealing that rejects whoever held it. */
function createFakeLock() {
  type Waiter = { hold: () => Promise<void>; resolve: () => void; reject: (error: Error) => void }
  let line: Waiter[] = []
  let holder: Waiter | undefined
  function grant(waiter: Waiter): void {
    holder = waiter
    const end = (finish: () => void) => {
      if (holder !== waiter) return
      holder = undefined
      finish()
      const [next, ...rest] = line
      line = rest
      if (next !== undefined) grant(next)
    }
    waiter.hold().then(
      () => end(waiter.resolve),
      (error: Error) => end(() => waiter.reject(error)),
    )
  }
  const lock: SharedLock = {
    request: (hold, { steal }) =>
      new Promise((resolve, reject) => {
        const waiter = { hold, resolve, reject }
        if (steal) {
          const before = holder
          holder = undefined
          before?.reject(Object.assign(new Error('stolen'), { name: 'AbortError' }))
          grant(waiter)
        } else if (holder === undefined) grant(waiter)
        else line.push(waiter)
      }),
  }
  return lock
}

async function settle(): Promise<void> {
  for (let round = 0; round < 20; round += 1) await Promise.resolve()
}

type WorldOptions = { hasLocks?: boolean; failTakeLead?: () => boolean }

function createWorld({ hasLocks = true, failTakeLead: failBecomeLeader = () => false }: WorldOptions = {}) {
  const lock = hasLocks ? createFakeLock() : undefined
  const clock = createVirtualTime()
  const tabs: { leader: Leader; fence: number | undefined; isFrozen: boolean; faults: unknown[] }[] = []
  let fence = 0

  function tell(from: object, say: (leader: Leader) => void): void {
    for (const tab of tabs) if (tab !== from && !tab.isFrozen) say(tab.leader)
  }

  function open() {
    const tab = { fence: undefined as number | undefined, isFrozen: false, faults: [] as unknown[] }
    const leader = createLeader({
      lock,
      channel: {
        ping: () => tell(tab, (other) => other.recordPing()),
        pong: () => tell(tab, (other) => other.recordPong()),
      },
      time: {
        nowMs: clock.time.nowMs,
        // A frozen tab's timers do not run.
        schedule: (delayMs, run) => clock.time.schedule(delayMs, () => tab.isFrozen || run()),
      },
      async becomeLeader() {
        if (failBecomeLeader()) throw new Error('the disk is away')
        fence += 1
        return fence
      },
      onLeader: (taken) => {
        tab.fence = taken
      },
      onFollow: () => {
        tab.fence = undefined
      },
      onFault: (error) => tab.faults.push(error),
    })
    const opened = Object.assign(tab, { leader })
    tabs.push(opened)
    return opened
  }

  return {
    open,
    async advance(byMs: number) {
      for (let passed = 0; passed < byMs; passed += 500) {
        clock.advance(500)
        await settle()
      }
    },
  }
}

test('[S50] one tab leads and the others wait, as long as it answers', async () => {
  const world = createWorld()
  const [a, b, c] = [world.open(), world.open(), world.open()]
  await world.advance(60_000)
  expect([a, b, c].map((tab) => tab.leader.isLeading())).toEqual([true, false, false])
})

test('[F11] the leading tab closes: another leads at once, under a higher fence', async () => {
  const world = createWorld()
  const [a, b] = [world.open(), world.open()]
  await settle()
  a.leader.close()
  await settle()
  expect(b.leader.isLeading()).toBe(true)
  expect(b.fence).toBe(2)
})

test('[F12] the leading tab is frozen and keeps its lock: within ten seconds another leads; thawed, it follows', async () => {
  const world = createWorld()
  const [a, b] = [world.open(), world.open()]
  await settle()
  a.isFrozen = true
  await world.advance(10_000)
  expect(b.leader.isLeading()).toBe(true)
  expect(b.fence).toBe(2)
  a.isFrozen = false
  await world.advance(30_000)
  expect([a, b].map((tab) => tab.leader.isLeading())).toEqual([false, true])
  b.leader.close()
  await settle()
  expect(a.leader.isLeading()).toBe(true)
})

test('a leader that could not begin leaves the lock to another, and tries again later where there is none', async () => {
  const alone = createWorld()
  const only = alone.open()
  await settle()
  only.leader.stepDown({ hasFailed: true })
  await settle()
  expect(only.leader.isLeading()).toBe(false)
  await alone.advance(2_500)
  expect([only.leader.isLeading(), only.fence]).toEqual([true, 2])
  const world = createWorld()
  const [a, b] = [world.open(), world.open()]
  await settle()
  a.leader.stepDown({ hasFailed: true })
  await world.advance(5_000)
  expect([a, b].map((tab) => tab.leader.isLeading())).toEqual([false, true])
})

test('a leader whose write was refused steps down and waits in line again', async () => {
  const world = createWorld()
  const [a, b] = [world.open(), world.open()]
  await settle()
  a.leader.stepDown()
  await settle()
  expect([a, b].map((tab) => tab.leader.isLeading())).toEqual([false, true])
})

test('[S50] without locks every tab leads itself, and again after another one took the fence', async () => {
  const world = createWorld({ hasLocks: false })
  const [a, b] = [world.open(), world.open()]
  await settle()
  expect([a, b].map((tab) => tab.leader.isLeading())).toEqual([true, true])
  a.leader.stepDown()
  await settle()
  expect(a.leader.isLeading()).toBe(false)
  await world.advance(3_000)
  expect(a.fence).toBe(3)
})

test('a disk that is away does not make the lead a busy loop, and is tried again', async () => {
  let isAway = true
  const world = createWorld({ failTakeLead: () => isAway })
  const a = world.open()
  await world.advance(10_000)
  expect(a.faults.length).toBeGreaterThan(1)
  expect(a.faults.length).toBeLessThan(10)
  isAway = false
  await world.advance(3_000)
  expect(a.leader.isLeading()).toBe(true)
})
