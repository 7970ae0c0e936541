import { applyChanges } from '#app/document/changes/apply-change.ts'
import { toCanonicalText } from '#app/document/changes/canonical-text.ts'
import type { ProjectId } from '#app/document/model/ids.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import { countToken, listTokens } from './edits.ts'
import { createChance } from './random.ts'
import type { SimDevice } from './sim-device.ts'
import type { SimTab } from './sim-tab.ts'
import { accounts, type World } from './world.ts'

/** The longest that a queue may stay blocked once the network works, including the time a request may hang [F4]. */
const UNWEDGE_MS = 150_000

/** All faults end; every invariant must then hold. */
export async function checkEnd(world: World): Promise<void> {
  const { observer, devices } = world
  world.endFaults()
  for (const device of devices) {
    device.setOnline(true)
    device.signIn()
    for (const account of device.listAccounts()) device.findDisk(account).endFaults()
    for (const tab of device.listTabs()) device.thaw(tab)
  }
  await advanceUntil(world, UNWEDGE_MS, async () => areCurrent(world, devices))
  for (const device of devices) await checkDrained(world, device, 'the queue unsticks by itself')
  for (const accountId of accounts) {
    if (observer.hasFailed()) return
    await checkAccount(world, accountId)
  }
  if (!observer.hasFailed()) await checkTokens(world)
}

async function checkAccount(world: World, accountId: string): Promise<void> {
  const { observer, devices } = world
  const using = devices.filter((device) => device.listAccounts().includes(accountId))
  if (using.length === 0) return
  const tabs = new Map<SimDevice, SimTab>()
  for (const device of using) {
    device.killBrowser()
    device.switchAccount(accountId)
    tabs.set(device, device.openTab())
  }
  await advanceUntil(world, 70_000, async () => areCurrent(world, using))
  await decideAll(world, tabs)
  // Every device is notified of the last push, by wake-ups or by polling.
  await advanceUntil(world, 130_000, async () => areCurrent(world, using))
  for (const device of using) await checkDrained(world, device, 'the queue is empty at the end')
  // A tab may have died in the moment its records reached the disk: they are there all the same.
  for (const tab of tabs.values()) {
    for (const token of listTokens(await tab.stores.sync.listConflicts())) observer.recorded.add(token)
  }
  if (observer.hasFailed()) return
  const fresh = world.createDevice(`fresh-${accountId}`)
  fresh.switchAccount(accountId)
  tabs.set(fresh, fresh.openTab())
  await advanceUntil(world, 30_000, async () => areCurrent(world, [fresh]))
  await compareAll(world, accountId, tabs)
  await checkAccountsApart(world, accountId, tabs)
  for (const device of [...using, fresh]) device.killBrowser()
}

/** Blocked projects wait for a decision: each is decided in one of the three ways. */
async function decideAll(world: World, tabs: ReadonlyMap<SimDevice, SimTab>): Promise<void> {
  const chance = createChance('decide', world.plan.seed)
  for (let round = 0; round < 12; round += 1) {
    let isDone = true
    for (const tab of tabs.values()) {
      if (!(await tab.isHolding())) continue
      isDone = false
      await tab.decide(chance)
      await advanceUntil(world, 65_000, async () => areCurrent(world, [...tabs.keys()]))
    }
    if (isDone) return
  }
}

/** Virtual time in small steps, no longer than needed. */
async function advanceUntil(world: World, maxMs: number, isReached: () => Promise<boolean>): Promise<void> {
  for (let waitedMs = 0; waitedMs < maxMs; waitedMs += 2_000) {
    await world.time.advance(2_000)
    if (await isReached()) return
  }
}

/** Every leader tab has pushed and pulled everything. */
async function areCurrent({ server }: World, devices: readonly SimDevice[]): Promise<boolean> {
  for (const device of devices) {
    for (const tab of device.listTabs()) {
      const { sync } = tab.stores
      if (!tab.leader.isLeading()) return false
      const seq = await server.memory.read(tab.accountId, async (account) => account.seq)
      const { cursor } = await sync.readSyncState()
      if (cursor !== seq || (await sync.listWaiting()).length + (await sync.listInFlight()).length > 0)
        return false
    }
  }
  return true
}

async function checkDrained(world: World, device: SimDevice, rule: string): Promise<void> {
  const { observer } = world
  for (const tab of device.listTabs()) {
    if (!tab.leader.isLeading()) continue
    const waiting = await tab.stores.sync.listWaiting()
    const inFlight = await tab.stores.sync.listInFlight()
    if (waiting.length + inFlight.length === 0) continue
    const status = JSON.stringify(tab.engine.state.get())
    observer.fail(
      rule,
      `${tab.name} has ${waiting.length} waiting and ${inFlight.length} on their way: ${status}`,
    )
  }
}

async function compareAll(
  world: World,
  accountId: string,
  tabs: ReadonlyMap<SimDevice, SimTab>,
): Promise<void> {
  const { observer } = world
  const server = await world.readServer(accountId)
  for (const [device, tab] of tabs) {
    const { live, unreadable } = await tab.stores.listProjects()
    const quarantined = new Set((await tab.stores.sync.listQuarantine()).map(({ projectId }) => projectId))
    for (const { code, message } of await tab.stores.sync.listQuarantine()) {
      if (code === '' || message === '') observer.fail('a refusal says why', device.name)
      if (code !== 'too_large')
        observer.fail('nothing is refused without a reason', `${device.name}: ${code} ${message}`)
    }
    if (unreadable.length > 0)
      observer.fail('every project is readable', `${device.name}: ${unreadable.join()}`)
    const ids = new Set<ProjectId>([...live, ...server.keys()])
    for (const id of ids) {
      if (quarantined.has(id)) continue
      const { restored, powerLost, evicted } = observer.disasters
      if (observer.isGone(id) && !(restored || powerLost || evicted))
        observer.fail('what was deleted stays deleted', `${device.name} or the server has ${id}`)
      const here = (await tab.stores.load(id))?.project
      const isLive = live.includes(id)
      const there = server.get(id)
      if (isLive !== (there !== undefined)) {
        observer.fail('all devices are as the server', `${device.name} ${isLive ? 'has' : 'lacks'} ${id}`)
      } else if (
        here !== undefined &&
        there !== undefined &&
        toCanonicalText(here) !== toCanonicalText(there)
      ) {
        observer.fail(
          'all devices are as the server',
          `${device.name} ${id}\n${toCanonicalText(here)}\n${toCanonicalText(there)}`,
        )
      }
    }
  }
}

/** No data of one account is in another's repository or on a disk that belongs to it [F33] [F34]. */
async function checkAccountsApart(
  world: World,
  accountId: string,
  tabs: ReadonlyMap<SimDevice, SimTab>,
): Promise<void> {
  const { observer } = world
  const found = new Set<string>()
  for (const project of (await world.readServer(accountId)).values()) {
    for (const token of listTokens(project)) found.add(token)
  }
  for (const tab of tabs.values()) {
    const { live, deleted } = await tab.stores.listProjects()
    for (const id of [...live, ...deleted]) {
      for (const token of listTokens((await tab.stores.load(id))?.project)) found.add(token)
    }
  }
  for (const token of found) {
    const author = observer.authors.get(token)
    if (author !== undefined && author.accountId !== accountId) {
      observer.fail('accounts are apart', `${token} of ${author.accountId} is with ${accountId}`)
    }
  }
}

async function checkTokens(world: World): Promise<void> {
  const { observer, server } = world
  const { saved, superseded, deletedWith, overwrittenUnseen, recorded, disasters } = observer
  const present = new Map<string, Set<string>>()
  const live = new Set<ProjectId>()
  for (const accountId of accounts) {
    for (const [id, project] of await world.readServer(accountId)) {
      live.add(id)
      const text = JSON.stringify(project)
      for (const token of listTokens(project)) {
        present.set(token, (present.get(token) ?? new Set()).add(id))
        if (countToken(text, token) > 1) observer.fail('every edit counts once', `${token} in ${id}`)
      }
    }
  }
  const kept = await listHistoryTokens(server)
  for (const [token, edit] of saved) {
    if (present.has(token) || superseded.has(token) || recorded.has(token)) continue
    if (observer.quarantined.has(edit.projectId)) continue
    // Deleted before the account had it, or with a project that was never restored.
    const isDeleted = deletedWith.has(token) || observer.isDeletionDoubtful(edit.projectId)
    if (isDeleted && !(live.has(edit.projectId) && kept.has(token))) continue
    // Overwritten on one device in the moment it came: the history has it.
    if (overwrittenUnseen.has(token) || observer.isDoubtful(token)) continue
    if (kept.has(token) && disasters.restored) continue
    if (disasters.powerLost || disasters.evicted) {
      if (!kept.has(token)) continue
    }
    if (disasters.restored && (disasters.evicted || disasters.powerLost)) continue
    observer.fail('no saved edit is lost', `${token} of ${edit.deviceId} in ${edit.projectId}`)
  }
}

async function listHistoryTokens(server: World['server']): Promise<ReadonlySet<string>> {
  const tokens = new Set<string>()
  for (const account of server.memory.backUp().values()) {
    for (const { revisions } of account.projects.values()) {
      let document: ProjectDocument | undefined
      for (const { snapshot, changes } of revisions) {
        // A splice has only the letters that differ: a word is searched in the result of the changes.
        document = snapshot ?? (document && changes && applyChanges(document, changes))
        for (const token of listTokens([document, changes])) tokens.add(token)
      }
    }
  }
  return tokens
}
