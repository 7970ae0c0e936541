import { existsSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import postgres from 'postgres'
import { type Binaries, isCode, locateBinaries } from './embedded/binaries.ts'
import {
  type ClusterLocation,
  confirmClusterLocation,
  createClusterLocation,
  createClusterParent,
  findClusterLocation,
  requireCluster,
} from './embedded/location.ts'
import {
  disownForeignPid,
  findFreePort,
  findLastComplaint,
  findLogPath,
  findPostmaster,
  initializeCluster,
  isRunning,
  removeUnreadablePidFile,
  SUPERUSER,
  signalFastShutdown,
  spawnPostmaster,
} from './embedded/postmaster.ts'
import { chooseRunAs, type RunAs } from './embedded/run-as.ts'

export type EmbeddedOptions = {
  dataDir: string
  /** Called each time it was lost or could not be restarted; retries never end. */
  onFault?: (sentence: string, error?: unknown) => void
}

export type EmbeddedPostgres = {
  url: string
  /** Usually below the data directory; elsewhere when the user Postgres runs as cannot enter that. */
  clusterDir: string
  /** Another start had it running already. */
  isAdopted: boolean
  /** The reason why it is not running now; `undefined`: it is. */
  findFault(): string | undefined
  /** The last process that uses the server stops it; the others only disconnect. */
  close(): Promise<void>
}

type Cluster = { binaries: Binaries; location: ClusterLocation; runAs: RunAs }
type Connection = { sql: postgres.Sql; port: number; isAdopted: boolean }

const DATABASE = 'appframes'
/** Recovery after a crash replays the log: a slow disk takes its time. */
const START_TIMEOUT_MS = 60_000
const STOP_TIMEOUT_MS = 4_000
const END_TIMEOUT_MS = 1_000
const POLL_DELAY_MS = 25
/** A server that ends as soon as it was started is started again at ever longer intervals. */
const RESTART_DELAY_MAX_MS = 2_000
const RECOVERY_DELAY_MS = 500
const RECOVERY_DELAY_MAX_MS = 30_000
/** A shared lock of every process that uses the server: a process that gets it exclusively is the last one. */
const USERS_LOCK = 7_326_140_552

/**
 * A real Postgres server from npm, its data below `dataDir`. Starts it, or adopts the one that another process (or a
 * killed predecessor of this one) has running, and starts it again when it dies while in use.
 *
 * @throws Error whose message is one sentence for the person at the terminal.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { onFault = () => undefined } = options
  const cluster = await prepareCluster(resolve(options.dataDir))
  const closing = new AbortController()
  const { signal } = closing
  let isLost = false
  let fault: string | undefined
  let recovery: Promise<void> = Promise.resolve()
  let users = await connect(cluster, { signal }, onUsersConnectionClosed)
  const { port, isAdopted } = users
  await createDatabaseOrLeave(cluster, users.sql)

  // This connection closes when the server dies, adopted or started here. The port must stay: pools know it.
  function onUsersConnectionClosed() {
    if (signal.aborted || isLost) return
    isLost = true
    fault = 'The embedded Postgres stopped; it is being started again.'
    onFault(fault)
    recovery = recovery.then(recover)
  }

  // One at a time: a server that is just stopping may be joined and lost again in the middle of a recovery.
  async function recover() {
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      try {
        await users.sql.end({ timeout: 0 })
        isLost = false
        users = await connect(cluster, { port, signal }, onUsersConnectionClosed)
        fault = undefined
        return
      } catch (error) {
        if (signal.aborted) return
        fault = `${error instanceof Error ? error.message : 'The embedded Postgres could not be started again.'} It is tried again.`
        onFault(fault, error)
        const delayMs = Math.min(RECOVERY_DELAY_MS * 2 ** attempt, RECOVERY_DELAY_MAX_MS)
        await delay(delayMs, undefined, { signal }).catch(() => undefined)
      }
    }
  }

  return {
    url: `postgres://${SUPERUSER}:${encodeURIComponent(cluster.location.password)}@127.0.0.1:${port}/${DATABASE}`,
    clusterDir: cluster.location.clusterDir,
    isAdopted,
    findFault: () => fault,
    async close() {
      if (signal.aborted) return
      closing.abort()
      await recovery
      await leave(cluster, users.sql)
    },
  }
}

async function prepareCluster(dataDir: string): Promise<Cluster> {
  await mkdir(dataDir, { recursive: true })
  const known = await findClusterLocation(dataDir)
  if (known) requireCluster(dataDir, known)
  const runAs = chooseRunAs(known && existsSync(known.clusterDir) ? known.clusterDir : undefined)
  const binaries = await locateBinaries(runAs)
  const location = known ?? (await createClusterLocation(dataDir, runAs))
  if (!existsSync(location.clusterDir)) {
    await createClusterParent(dirname(location.clusterDir), runAs)
    await initializeCluster(binaries, location, runAs)
  }
  await confirmClusterLocation(dataDir, location)
  await requireSameMajorVersion(location.clusterDir)
  return { binaries, location, runAs }
}

async function requireSameMajorVersion(clusterDir: string): Promise<void> {
  const versionFile = join(clusterDir, 'PG_VERSION')
  try {
    const version = (await readFile(versionFile, 'utf8')).trim()
    if (version === '18') return
    throw new Error(
      `The database in ${clusterDir} was made by Postgres ${version}, but this version of AppFrames brings Postgres 18; start the version that made it, or move the folder away to begin anew.`,
    )
  } catch (error) {
    if (!isCode(error, 'EACCES', 'ENOENT')) throw error
    throw new Error(
      `The database in ${clusterDir} belongs to another user or is damaged (${versionFile} cannot be read); start AppFrames as the user who started it first.`,
      { cause: error },
    )
  }
}

/** Repeats until the server, whichever process started it, responds; two concurrent starts meet here. */
async function connect(
  cluster: Cluster,
  { port: fixedPort, signal }: { port?: number; signal: AbortSignal },
  onClosed: () => void,
): Promise<Connection> {
  const { clusterDir } = cluster.location
  const deadlineMs = Date.now() + START_TIMEOUT_MS
  let restartDelayMs = POLL_DELAY_MS
  while (Date.now() < deadlineMs && !signal.aborted) {
    const running = await findPostmaster(clusterDir)
    if (running && isRunning(running.pid)) {
      if (running.isReady) {
        const sql = await tryToJoin(cluster.location, running.port, onClosed)
        if (sql) return { sql, port: running.port, isAdopted: true }
      }
      // Starting, stopping, or not ours at all.
      if (!(await disownForeignPid(clusterDir, running.pid))) await delay(POLL_DELAY_MS)
      continue
    }
    await removeUnreadablePidFile(clusterDir)
    const port = fixedPort ?? (await findFreePort())
    if (!(await startOnce(cluster, port, { deadlineMs, signal }))) {
      await delay(restartDelayMs, undefined, { signal }).catch(() => undefined)
      restartDelayMs = Math.min(restartDelayMs * 2, RESTART_DELAY_MAX_MS)
      continue
    }
    const sql = await tryToJoin(cluster.location, port, onClosed)
    if (sql) return { sql, port, isAdopted: false }
  }
  throw new Error(await describeFailedStart(clusterDir))
}

async function describeFailedStart(clusterDir: string): Promise<string> {
  const complaint = await findLastComplaint(clusterDir)
  const isFull = complaint !== undefined && /no space left|disk full|quota exceeded/i.test(complaint)
  return [
    `The embedded Postgres did not start within ${START_TIMEOUT_MS / 1000} seconds`,
    isFull ? `, because the disk of ${clusterDir} is full: free some space` : '',
    complaint === undefined ? '' : ` (${complaint})`,
    `; its own words are in ${findLogPath(clusterDir)}.`,
  ].join('')
}

/** Whether the server started here is ready; false when it gave up (the lock is held, the port was taken). */
async function startOnce(
  cluster: Cluster,
  port: number,
  { deadlineMs, signal }: { deadlineMs: number; signal: AbortSignal },
): Promise<boolean> {
  const { clusterDir } = cluster.location
  const child = await spawnPostmaster(cluster.binaries, clusterDir, { port, runAs: cluster.runAs })
  let hasEnded = false
  let failure: Error | undefined
  child.once('exit', () => {
    hasEnded = true
  })
  child.once('error', (error) => {
    hasEnded = true
    failure = error
  })
  while (!hasEnded && Date.now() < deadlineMs && !signal.aborted) {
    const running = await findPostmaster(clusterDir)
    if (running?.pid === child.pid && running?.isReady) return true
    await delay(POLL_DELAY_MS)
  }
  // Otherwise no process would stop it later.
  if (!hasEnded) child.kill('SIGINT')
  if (failure) {
    throw new Error(
      `The embedded Postgres (${cluster.binaries.postgres}) cannot run on this system, which may lack glibc; set DATABASE_URL to a Postgres of yours.`,
      { cause: failure },
    )
  }
  return false
}

/** A connection that holds the users' lock, if the server at that port is the one of our cluster. */
async function tryToJoin(
  location: ClusterLocation,
  port: number,
  onClosed: () => void,
): Promise<postgres.Sql | undefined> {
  const sql = postgres({
    host: '127.0.0.1',
    port,
    username: SUPERUSER,
    password: location.password,
    database: 'postgres',
    max: 1,
    connect_timeout: 5,
    idle_timeout: 0,
    max_lifetime: null,
    onnotice: () => undefined,
    onclose: () => hasJoined && onClosed(),
  })
  let hasJoined = false
  try {
    const [row] = await sql`select current_setting('data_directory') as "dataDirectory"`
    if (row?.dataDirectory !== location.clusterDir) throw new Error('That is another server.')
    await sql`select pg_advisory_lock_shared(${USERS_LOCK})`
    hasJoined = true
    return sql
  } catch {
    // Refused, just stopping, or another server at a reused port: the caller tries again.
    await sql.end({ timeout: 0 })
    return undefined
  }
}

async function createDatabaseOrLeave(cluster: Cluster, sql: postgres.Sql): Promise<void> {
  try {
    await createDatabase(sql)
  } catch (error) {
    await leave(cluster, sql)
    throw error
  }
}

async function createDatabase(sql: postgres.Sql): Promise<void> {
  const [known] = await sql`select 1 from pg_database where datname = ${DATABASE}`
  if (known) return
  try {
    await sql`create database ${sql(DATABASE)}`
  } catch (error) {
    // duplicate_database, or the unique index when two starts create it at the same moment.
    if (!isCode(error, '42P04', '23505')) throw error
  }
}

async function leave(cluster: Cluster, sql: postgres.Sql): Promise<void> {
  const { clusterDir } = cluster.location
  try {
    await sql`select pg_advisory_unlock_shared(${USERS_LOCK})`
    const [row] = await sql`select pg_try_advisory_lock(${USERS_LOCK}) as "isLast"`
    const running = await findPostmaster(clusterDir)
    if (row?.isLast !== true || !running) return
    signalFastShutdown(cluster.binaries, clusterDir, running)
    const deadlineMs = Date.now() + STOP_TIMEOUT_MS
    // The server removes its pid file when everything is on disk.
    while ((await findPostmaster(clusterDir)) && Date.now() < deadlineMs) await delay(POLL_DELAY_MS)
    // The process ends a moment after that. The wait is limited: a container without an init never reaps it.
    const endDeadlineMs = Date.now() + END_TIMEOUT_MS
    while (isRunning(running.pid) && Date.now() < endDeadlineMs) await delay(POLL_DELAY_MS)
  } catch (error) {
    // A server that is already gone needs no stopping.
    if (!isCode(error, 'ECONNREFUSED', 'CONNECTION_CLOSED', 'CONNECTION_ENDED', 'ECONNRESET', '57P01'))
      throw error
  } finally {
    await sql.end({ timeout: 1 })
  }
}
