import { createLoadAccounts } from './load-accounts.ts'
import { createLoadClient, type LoadClient } from './load-client.ts'
import { createLoadDevice, createTally, type LoadDevice, type Protocol, type Tally } from './load-device.ts'
import { createLoadDocument } from './load-document.ts'
import { type LoadServer, startLoadServer } from './load-server.ts'

export type LoadOptions = {
  accounts: number[]
  /** Of each step. */
  seconds: number
  /** The pause between two edits of one account, on average. */
  pauseMs: number
  /** Of the server; the accounts are spread over them. */
  processes: number
  protocol: Protocol
  /** Doubles the edits of the largest number of accounts, step by step, until the server cannot follow. */
  findsKnee: boolean
  /** How many event streams are opened and left alone. 0: none. */
  idleStreams: number
  /** How long the soak lasts. 0: none. */
  soakMinutes: number
  /** How many of the accounts edit beside one that pushes as fast as it can. 0: no such step. */
  besideHostile: number
}

const WAYS: Record<Protocol, string> = {
  socket: 'GET /api/socket',
  post: 'POST /api/sync with streams',
  put: 'PUT /api/projects',
}
const KNEE_P95_MS = 200
const IDLE_MEMORY_MAX_MB = 300

/** Prints the figures; resolves with violations of the limits. */
export async function runLoad(options: LoadOptions): Promise<string[]> {
  const faults: string[] = []
  const { processes } = options
  const server = await startLoadServer({ processes })
  try {
    const document = createLoadDocument()
    console.log(
      `${processes === 1 ? 'One server process' : `${processes} server processes`}, one Postgres, ${WAYS[options.protocol]}, a project of ${(document.sizeBytes / 1000).toFixed(0)} kB, one edit a request.\n`,
    )
    console.log(
      'accounts   offered/s   done/s     p50      p95      p99 ms   wake-up p50/p95 ms   memory MB   refused   lost   CPU ms an edit: server / these devices',
    )
    for (const count of options.accounts) await runStep(server, options, count, faults)
    if (options.findsKnee) await findKnee(server, options, faults)
    if (options.soakMinutes > 0) await soak(server, options, faults)
    if (options.besideHostile > 0) await measureBesideHostile(server, options, faults)
    checkStatuses(await server.countStatuses(), faults)
  } finally {
    await server.close()
  }
  if (options.idleStreams > 0) await measureIdleStreams(options.idleStreams, faults)
  return faults
}

type Fleet = { devices: LoadDevice[]; client: LoadClient; close(): void }

async function createFleet(server: LoadServer, protocol: Protocol, count: number): Promise<Fleet> {
  const clients = server.urls.map(createLoadClient)
  const clientOf = (index: number) => clients[index % clients.length] ?? fail()
  const document = createLoadDocument()
  const accounts = await createLoadAccounts(server.databaseUrl, server.secret, count)
  const devices = accounts.map((account, index) =>
    createLoadDevice({ client: clientOf(index), account, document, protocol }),
  )
  await inTurns(devices, async (device) => {
    await device.create()
    if (protocol !== 'put') await device.listen()
  })
  return {
    devices,
    client: clientOf(0),
    close() {
      for (const device of devices) device.close()
      for (const client of clients) client.close()
    },
  }
}

function fail(): never {
  throw new Error('There is no server process.')
}

/** A few at a time: the start is not measured. */
async function inTurns<Item>(items: Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const rest = [...items]
  const worker = async () => {
    for (let item = rest.pop(); item !== undefined; item = rest.pop()) await work(item)
  }
  await Promise.all(Array.from({ length: 16 }, worker))
}

type Step = { donePerSecond: number; p95Ms: number }

async function runStep(
  server: LoadServer,
  options: LoadOptions,
  count: number,
  faults: string[],
): Promise<Step> {
  const fleet = await createFleet(server, options.protocol, count)
  const step = await editFor(server, fleet, { ...options, label: String(count) }, faults)
  fleet.close()
  return step
}

async function editFor(
  server: LoadServer,
  { devices }: Fleet,
  { seconds, pauseMs, label }: { seconds: number; pauseMs: number; label: string },
  faults: string[],
): Promise<Step> {
  const tally = createTally()
  const cpuBefore = { server: await server.readCpuSeconds(), load: process.cpuUsage() }
  const startMs = performance.now()
  const endMs = startMs + seconds * 1_000
  await Promise.all(devices.map((device) => device.edit(tally, { pauseMs, endMs })))
  const tookSeconds = (performance.now() - startMs) / 1_000
  const memoryMb = await server.readMemoryMb()
  const { user, system } = process.cpuUsage(cpuBefore.load)
  const cpuMs = {
    server: ((await server.readCpuSeconds()) - cpuBefore.server) * 1_000,
    load: (user + system) / 1_000,
  }
  let lost = 0
  await inTurns(devices, async (device) => {
    if (!(await device.isStored())) lost += 1
  })
  const step = {
    donePerSecond: tally.acknowledged / tookSeconds,
    p95Ms: percentile(tally.latenciesMs, 0.95),
  }
  printStep({ label, offered: (devices.length * 1_000) / pauseMs, step, tally, memoryMb, lost, cpuMs })
  if (lost > 0) faults.push(`${lost} of ${devices.length} accounts miss an acknowledged edit.`)
  if (tally.lostStreams > 0) faults.push(`${tally.lostStreams} event streams ended by themselves.`)
  for (const [reason, times] of tally.refusals) faults.push(`${times} pushes were answered ${reason}.`)
  return step
}

function printStep(row: {
  label: string
  offered: number
  step: Step
  tally: Tally
  memoryMb: number
  lost: number
  cpuMs: { server: number; load: number }
}): void {
  const { label, offered, step, tally, memoryMb, lost, cpuMs } = row
  const perEdit = (totalMs: number) => (totalMs / Math.max(1, tally.acknowledged)).toFixed(2)
  const ms = (samples: number[], share: number) => percentile(samples, share).toFixed(1)
  const refused = [...tally.refusals.values()].reduce((sum, count) => sum + count, 0)
  const wakeUp =
    tally.wakeUpsMs.length > 0 ? `${ms(tally.wakeUpsMs, 0.5)} / ${ms(tally.wakeUpsMs, 0.95)}` : '–'
  console.log(
    [
      label.padEnd(8),
      offered.toFixed(0).padStart(11),
      step.donePerSecond.toFixed(0).padStart(8),
      ms(tally.latenciesMs, 0.5).padStart(9),
      ms(tally.latenciesMs, 0.95).padStart(8),
      ms(tally.latenciesMs, 0.99).padStart(8),
      wakeUp.padStart(21),
      memoryMb.toFixed(0).padStart(14),
      String(refused).padStart(10),
      String(lost).padStart(7),
      `${perEdit(cpuMs.server)} / ${perEdit(cpuMs.load)}`.padStart(16),
    ].join(' '),
  )
}

/** More and more edits from the same accounts; the knee is the largest step that kept up. */
async function findKnee(server: LoadServer, options: LoadOptions, faults: string[]): Promise<void> {
  const count = Math.max(...options.accounts)
  const fleet = await createFleet(server, options.protocol, count)
  let best: Step | undefined
  // Beyond the knee the pushes are late, not lost: only lost or rejected ones are a fault here.
  const follows = async (offered: number): Promise<boolean> => {
    const pauseMs = (count * 1_000) / offered
    const seconds = Math.min(options.seconds, 10)
    const step = await editFor(server, fleet, { seconds, pauseMs, label: 'knee' }, faults)
    const isFollowing = step.p95Ms <= KNEE_P95_MS && step.donePerSecond >= offered * 0.9
    if (isFollowing) best = step
    return isFollowing
  }
  let offered = count / 4
  while (offered <= count * 16 && (await follows(offered))) offered *= 1.5
  await follows(offered / Math.sqrt(1.5))
  fleet.close()
  if (best)
    console.log(
      `\nThe knee: ${best.donePerSecond.toFixed(0)} edits/s with p95 ${best.p95Ms.toFixed(0)} ms (aim ≤ ${KNEE_P95_MS} ms).`,
    )
  else faults.push(`Not even ${count / 4} edits/s had a p95 within ${KNEE_P95_MS} ms.`)
}

/** The allowed factor of a p95 beside the hostile account. */
const HOSTILE_MAX_SHARE = 2
/** Below this, other load of the machine is measured. */
const HOSTILE_FLOOR_MS = 20
const HOSTILE_CONNECTIONS = 40

/** One account sends on many connections without a pause: the others must hardly be affected. */
async function measureBesideHostile(
  server: LoadServer,
  options: LoadOptions,
  faults: string[],
): Promise<void> {
  const fleet = await createFleet(server, options.protocol, options.besideHostile)
  const alone = await editFor(server, fleet, { ...options, label: 'alone' }, faults)
  const [account] = await createLoadAccounts(server.databaseUrl, server.secret, 1)
  if (account === undefined) throw new Error('The hostile account was not made.')
  const { client } = fleet
  const document = createLoadDocument()
  const hostile = Array.from({ length: HOSTILE_CONNECTIONS }, () =>
    createLoadDevice({ client, account, document, protocol: options.protocol }),
  )
  await inTurns(hostile, (device) => device.create())
  const endMs = performance.now() + options.seconds * 1_000
  // Its own rejections are not counted.
  const tally = createTally()
  const pushing = Promise.all(hostile.map((device) => device.edit(tally, { pauseMs: 0, endMs })))
  const beside = await editFor(server, fleet, { ...options, label: 'beside' }, faults)
  await pushing
  fleet.close()
  const refused = [...tally.refusals].map(([reason, times]) => `${times} × ${reason}`).join(', ')
  console.log(
    `\n${options.besideHostile} accounts beside one that pushes as fast as it can (${tally.acknowledged} stored, ${refused || 'none refused'}): p95 ${beside.p95Ms.toFixed(1)} ms, alone ${alone.p95Ms.toFixed(1)} ms (aim ≤ ${HOSTILE_MAX_SHARE}×).`,
  )
  if (beside.p95Ms > HOSTILE_MAX_SHARE * Math.max(alone.p95Ms, HOSTILE_FLOOR_MS)) {
    faults.push(`A hostile neighbour made p95 ${beside.p95Ms.toFixed(0)} ms of ${alone.p95Ms.toFixed(0)} ms.`)
  }
}

/** Memory must be flat: the median of the last third no more than a tenth above that of the second. */
async function soak(server: LoadServer, options: LoadOptions, faults: string[]): Promise<void> {
  const fleet = await createFleet(server, options.protocol, Math.min(...options.accounts))
  const memory: number[] = []
  for (let minute = 1; minute <= options.soakMinutes; minute++) {
    await editFor(server, fleet, { seconds: 60, pauseMs: options.pauseMs, label: `min ${minute}` }, faults)
    memory.push(await server.readMemoryMb())
  }
  fleet.close()
  const third = Math.floor(memory.length / 3)
  if (third === 0) return
  const middle = percentile(memory.slice(third, 2 * third), 0.5)
  const last = percentile(memory.slice(-third), 0.5)
  console.log(
    `\nSoak of ${options.soakMinutes} minutes: memory ${middle.toFixed(0)} MB in the second third, ${last.toFixed(0)} MB in the last.`,
  )
  if (last > middle * 1.1) faults.push('Memory went on growing.')
}

/** In a process that does nothing else, so that the streams alone are measured. */
async function measureIdleStreams(count: number, faults: string[]): Promise<void> {
  const server = await startLoadServer({ processes: 1 })
  const [url = fail()] = server.urls
  const client = createLoadClient(url)
  try {
    const accounts = await createLoadAccounts(server.databaseUrl, server.secret, count)
    const before = await server.readMemoryMb()
    let ended = 0
    const closers: (() => void)[] = []
    await inTurns(accounts, async ({ cookie }) => {
      closers.push(
        await client.openStream({
          path: '/api/events',
          cookie,
          onText: () => undefined,
          onEnd: () => (ended += 1),
        }),
      )
    })
    // Longer than a heartbeat: a stream that was dropped, or leaks with each one, shows.
    await new Promise((resolve) => setTimeout(resolve, 45_000))
    const after = await server.readMemoryMb()
    console.log(
      `\n${count} idle event streams: ${before.toFixed(0)} MB without, ${after.toFixed(0)} MB with them (aim < ${IDLE_MEMORY_MAX_MB} MB).`,
    )
    if (after >= IDLE_MEMORY_MAX_MB) faults.push(`${count} idle streams took ${after.toFixed(0)} MB.`)
    if (ended > 0) faults.push(`${ended} idle streams ended by themselves.`)
    for (const close of closers) close()
  } finally {
    client.close()
    await server.close()
  }
}

function checkStatuses(statuses: Map<string, number>, faults: string[]): void {
  // 503 means "later" for an account that sends too much at once.
  const failed = [...statuses].filter(([status]) => status.startsWith('5') && status !== '503')
  for (const [status, count] of failed) faults.push(`The server answered ${status} ${count} times.`)
}

function percentile(samples: number[], share: number): number {
  if (samples.length === 0) return Number.NaN
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}
