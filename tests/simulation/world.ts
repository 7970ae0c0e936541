import { toCanonicalText } from '#app/document/changes/canonical-text.ts'
import type { ProjectId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import type { SyncEvent } from '#app/sync/protocol/projects.ts'
import type { MemoryBackup } from '#tests/fakes/memory-sync-repository.ts'
import type { Mutant } from './mutant.ts'
import { createObserver } from './observer.ts'
import { openSimDisk } from './open-sim-disk.ts'
import type { RunPlan, Step } from './plan-run.ts'
import { type Chance, createChance } from './random.ts'
import { createSimDevice, type SimDevice } from './sim-device.ts'
import { createSimServer, type SimServer } from './sim-server.ts'
import type { SimTab } from './sim-tab.ts'
import { createWorldTime } from './virtual-world-time.ts'

export const accounts = ['ada', 'bob'] as const

export type World = ReturnType<typeof createWorld>

export function createWorld(plan: RunPlan, mutant: Mutant, isTraced: boolean) {
  const { seed } = plan
  const time = createWorldTime()
  const observer = createObserver({ isTraced, policy: plan.policy })
  const eventChance = createChance('events', seed)
  const serverChance = createChance('server', seed)
  let tokenCount = 0
  let areFaultsOver = false
  let backup: MemoryBackup | undefined
  const devices: SimDevice[] = []

  const mintToken = () => {
    tokenCount += 1
    return `t${tokenCount}z`
  }

  const server: SimServer = createSimServer({
    nowMs: time.nowMs,
    chance: serverChance,
    maxBodyCharacters: 150_000,
    pageBytes: plan.pageBytes,
    onWrite: (accountId, event) => spread(accountId, event),
    wrapRepository: mutant.wrapRepository ?? ((repository) => repository),
    ...(mutant.wrapRequest === undefined ? {} : { wrapRequest: mutant.wrapRequest }),
  })
  mutant.changeServer?.(server)
  for (const account of accounts) server.memory.setConflictPolicy(account, plan.policy)

  function createDevice(name: string): SimDevice {
    const device = createSimDevice({
      seed,
      name,
      accountId: accounts[0],
      time,
      observer,
      server,
      hasLocks: plan.hasLocks,
      isStale: plan.isStale,
      batchCharacters: plan.batchCharacters,
      listFaults: () => (areFaultsOver ? [] : plan.faults),
      faultShare: plan.faultShare,
      createDisk: () => openSimDisk(createChance('disk', seed, name), mutant),
      wrapStore: mutant.wrapStore ?? ((store) => store),
      wrapTransport: mutant.wrapTransport ?? ((transport) => transport),
      mintToken,
    })
    devices.push(device)
    return device
  }

  /** Wake-ups are hints: some are late, some come twice, some never. */
  function spread(accountId: string, event: SyncEvent): void {
    for (const device of devices) {
      const copies = areFaultsOver ? 1 : eventChance.pick([0, 1, 1, 1, 1, 2])
      for (let copy = 0; copy < copies; copy += 1) {
        device.receiveEvent(accountId, event, 1 + eventChance.below(eventChance.is(0.8) ? 30 : 4_000))
      }
    }
  }

  async function play(): Promise<void> {
    for (let index = 0; index < plan.deviceCount; index += 1) createDevice(`d${index + 1}`).openTab()
    await time.advance(200)
    for (const step of plan.steps) {
      if (observer.hasFailed()) return
      const pauseMs = take(step)
      if (pauseMs > 0) await time.advance(pauseMs)
      if (step.together) continue
      if (step.delayMs === 0) await time.settle()
      else await time.advance(step.delayMs)
    }
    await time.settle()
  }

  /** The user's pause afterwards. */
  function take(step: Step): number {
    const chance = createChance('act', seed, step.index)
    const device = chance.pick(devices)
    const tabs = device.listTabs()
    observer.note('step', step.index, step.kind, device.name)
    const tab = tabs.length > 0 ? chance.pick(tabs) : undefined
    if (step.kind === 'wait') return chance.below(5_000)
    if (step.kind === 'wait-long') return chance.below(150_000)
    act(step, { chance, device, tab })
    return 0
  }

  function act(
    step: Step,
    { chance, device, tab }: { chance: Chance; device: SimDevice; tab: SimTab | undefined },
  ) {
    const openOne = () => tab ?? device.openTab()
    switch (step.kind) {
      case 'edit':
        return run(
          device,
          chance.is(0.1) ? openOne().create() : onProject(openOne(), chance, 'live', (t, id) => t.edit(id)),
        )
      case 'create':
        return run(device, openOne().create())
      case 'delete':
        return run(
          device,
          onProject(openOne(), chance, 'live', (t, id) => t.remove(id)),
        )
      case 'undelete':
        return run(
          device,
          onProject(openOne(), chance, 'deleted', (t, id) => t.restore(id)),
        )
      case 'grow-too-large':
        return run(
          device,
          onProject(openOne(), chance, 'live', (t, id) => t.grow(id)),
        )
      case 'decide':
        return run(device, openOne().decide(chance))
      case 'wait':
      case 'wait-long':
        return
      case 'kill-tab':
        if (tab !== undefined) device.killTab(tab)
        return
      case 'kill-in-commit':
        device.findDisk(device.accountId()).armCrash({
          moment: chance.pick(['request', 'commit', 'committed']),
          after: chance.below(8),
        })
        return
      case 'kill-browser':
        return device.killBrowser()
      case 'lose-power':
        device.killBrowser()
        observer.disasters.powerLost = true
        for (const account of device.listAccounts()) device.findDisk(account).losePower(chance.next())
        return
      case 'close-tab':
        if (tab !== undefined) device.closeTab(tab)
        return
      case 'open-tab':
        if (tabs(device) < plan.maxTabs) device.openTab()
        return
      case 'freeze-tab':
        if (tab !== undefined) device.freeze(tab)
        return
      case 'thaw-tab':
        if (tab !== undefined) device.thaw(tab)
        return
      case 'go-offline':
        return device.setOnline(false)
      case 'go-online':
        return device.setOnline(true)
      case 'crash-server':
        server.crashAfter(chance.below(12))
        time.schedule(server, 500 + chance.below(8_000), server.recover)
        return
      case 'back-up':
        backup = server.memory.backUp()
        return
      case 'restore-backup':
        if (backup === undefined) return
        observer.disasters.restored = true
        observer.note('the server goes back to its backup')
        return server.restore(backup)
      case 'expire-session':
        return device.expireSession()
      case 'sign-in':
        return device.signIn()
      case 'switch-account':
        return device.switchAccount(chance.pick(accounts))
      case 'fill-disk':
        return device.findDisk(device.accountId()).setFull(true)
      case 'free-disk':
        return device.findDisk(device.accountId()).setFull(false)
      case 'evict':
        device.killBrowser()
        observer.disasters.evicted = true
        return device.findDisk(device.accountId()).wipe()
      case 'sync-now':
        void openOne().engine.syncNow()
        return
      case 'jump-clock':
        return device.jumpClock()
    }
  }

  const tabs = (device: SimDevice) => device.listTabs().length

  /** A user's action may fail with the disk; any other failure is our bug. */
  function run(device: SimDevice, work: Promise<void>): void {
    work.catch((error: unknown) => {
      const isExpected = error instanceof Error && /Storage(Full|Lost|Newer)Error/.test(error.name)
      observer.note('refused', device.name, error instanceof Error ? error.name : String(error))
      if (!isExpected)
        observer.fail('no fault of our own', error instanceof Error ? (error.stack ?? '') : String(error))
    })
  }

  async function onProject(
    tab: SimTab,
    chance: Chance,
    kind: 'live' | 'deleted',
    work: (tab: SimTab, projectId: ProjectId) => Promise<void>,
  ): Promise<void> {
    const ids = (await tab.stores.listProjects())[kind]
    if (tab.isDead()) return
    if (ids.length > 0) await work(tab, chance.pick([...ids].sort()))
    else if (kind === 'live') await tab.create()
  }

  /** The account's data, straight from the repository. */
  async function readServer(accountId: string): Promise<ReadonlyMap<ProjectId, Project>> {
    return server.memory.read(accountId, async (account) => {
      const rows = (await account.listProjectsAfter(0, 10_000)).filter(({ deletedAt }) => !deletedAt)
      return (await account.readDocuments(rows)) as ReadonlyMap<ProjectId, Project>
    })
  }

  return {
    plan,
    time,
    observer,
    server,
    devices,
    createDevice,
    play,
    readServer,
    textOf: toCanonicalText,
    endFaults() {
      areFaultsOver = true
      server.recover()
      observer.note('the world heals')
    },
  }
}
