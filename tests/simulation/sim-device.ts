import type { Transport } from '#app/sync/api/transport.ts'
import type { SyncStore } from '#app/sync/ports/sync-store.ts'
import type { SyncEvent } from '#app/sync/protocol/projects.ts'
import type { Observer } from './observer.ts'
import { createChance } from './random.ts'
import type { SimDisk } from './sim-disk.ts'
import { createSimLock } from './sim-lock.ts'
import { createSimTransport, type NetworkFault } from './sim-network.ts'
import type { SimServer } from './sim-server.ts'
import { openSimTab, type SimTab } from './sim-tab.ts'
import type { WorldTime } from './virtual-world-time.ts'

export type DeviceOptions = {
  seed: number
  name: string
  accountId: string
  time: WorldTime
  observer: Observer
  server: SimServer
  hasLocks: boolean
  isStale: boolean
  batchCharacters: number
  listFaults: () => readonly NetworkFault[]
  faultShare: number
  createDisk: () => SimDisk
  wrapStore: (store: SyncStore) => SyncStore
  wrapTransport: (transport: Transport) => Transport
  mintToken: () => string
}

const YEAR_MS = 365 * 24 * 3_600_000

/** One browser profile: a disk for each account, a lock, tabs, a session, and a clock that may be wrong. */
export function createSimDevice(options: DeviceOptions) {
  const { seed, name, time, observer, server } = options
  const chance = createChance('device', seed, name)
  const disks = new Map<string, SimDisk>()
  const locks = new Map<string, ReturnType<typeof createSimLock>>()
  let tabs: SimTab[] = []
  let tabCount = 0
  let accountId = options.accountId
  let session: string | undefined = accountId
  let isOnline = true
  let clockOffsetMs = chance.is(0.3) ? Math.round((chance.next() - 0.5) * 2 * YEAR_MS) : 0

  function findDisk(account: string): SimDisk {
    const known = disks.get(account)
    if (known !== undefined) return known
    const disk = options.createDisk()
    disks.set(account, disk)
    return disk
  }

  function findLock(account: string) {
    const known = locks.get(account) ?? createSimLock()
    locks.set(account, known)
    return known
  }

  function openTab(): SimTab {
    tabCount += 1
    const tabName = `${name}${String.fromCharCode(96 + tabCount)}`
    const tabAccount = accountId
    const owner = {}
    const stores = findDisk(tabAccount).open({ onKilled: () => killTab(tab) })
    const tab: SimTab = openSimTab({
      name: tabName,
      owner,
      deviceId: name,
      accountId: tabAccount,
      time,
      clockOffsetMs: () => clockOffsetMs,
      chance: createChance('tab', seed, tabName),
      observer,
      stores,
      transport: options.wrapTransport(
        createSimTransport({
          time,
          server,
          observer,
          owner,
          name: tabName,
          chance: createChance('network', seed, tabName),
          findSession: () => ({ sessionAccount: session, headerAccount: tabAccount }),
          isOnline: () => isOnline,
          listFaults: options.listFaults,
          faultShare: options.faultShare,
        }),
      ),
      lock: options.hasLocks ? findLock(tabAccount) : undefined,
      broadcast(message) {
        for (const other of tabs) {
          if (other === tab || other.accountId !== tabAccount) continue
          time.schedule(other.owner, chance.below(4), () => other.receive(message))
        }
      },
      wrapStore: options.wrapStore,
      mintToken: options.mintToken,
      isStale: options.isStale,
      batchCharacters: options.batchCharacters,
    })
    tabs.push(tab)
    observer.note('opens', tabName, tabAccount)
    return tab
  }

  function killTab(tab: SimTab): void {
    if (tab.isDead()) return
    tab.die()
    tabs = tabs.filter((other) => other !== tab)
  }

  return {
    name,
    chance,
    openTab,
    killTab,
    findDisk,
    listTabs: (): readonly SimTab[] => tabs,
    listAccounts: (): readonly string[] => [...disks.keys()],
    accountId: () => accountId,
    isOnline: () => isOnline,
    setOnline(next: boolean): void {
      if (next === isOnline) return
      isOnline = next
      observer.note(next ? 'online' : 'offline', name)
      if (next) for (const tab of tabs) tab.engine.wake('online')
    },
    expireSession(): void {
      session = undefined
      observer.note('session expires', name)
    },
    signIn(): void {
      session = accountId
      for (const tab of tabs) tab.engine.wake('signed-in')
    },
    /** Another tab of the browser signs in as another user; open pages of the first user live a little longer. */
    switchAccount(next: string): void {
      const signOutCookies = tabs
      accountId = next
      session = next
      observer.note('switches', name, next)
      for (const tab of signOutCookies) {
        time.schedule(tab.owner, chance.below(3_000), () => {
          tab.close()
          tabs = tabs.filter((other) => other !== tab)
        })
      }
    },
    closeTab(tab: SimTab): void {
      tab.close()
      tabs = tabs.filter((other) => other !== tab)
    },
    killBrowser(): void {
      for (const tab of [...tabs]) killTab(tab)
    },
    freeze(tab: SimTab): void {
      time.freeze(tab.owner)
      observer.note('freezes', tab.name)
    },
    thaw(tab: SimTab): void {
      time.thaw(tab.owner)
    },
    jumpClock(): void {
      clockOffsetMs = Math.round((chance.next() - 0.5) * 2 * YEAR_MS)
    },
    /** A wake-up from the server reaches the page that has the stream open. */
    receiveEvent(account: string, event: SyncEvent, delayMs: number): void {
      if (!isOnline || session !== account) return
      const leader = tabs.find((tab) => tab.accountId === account && tab.leader.isLeading())
      if (leader === undefined) return
      time.schedule(leader.owner, delayMs, () => leader.engine.recordEvent(event))
    },
  }
}

export type SimDevice = ReturnType<typeof createSimDevice>
