import { existsSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import postgres from 'postgres'
import { type Binaries, isCode, locateBinaries } from './embedded/binaries.ts'
import {
  type ClusterLocation,
  createClusterLocation,
  createClusterParent,
  findClusterLocation,
} from './embedded/location.ts'
import {
  disownForeignPid,
  findFreePort,
  findLogPath,
  findPostmaster,
  initializeCluster,
  isRunning,
  SUPERUSER,
  signalFastShutdown,
  spawnPostmaster,
} from './embedded/postmaster.ts'
import { chooseRunAs, type RunAs } from './embedded/run-as.ts'

export type EmbeddedPostgres = {
  url: string
  /** Usually below the data folder; elsewhere when the user Postgres runs as cannot enter that. */
  clusterDir: string
  /** Another start had it running already. */
  isAdopted: boolean
  /** The last process that uses the server stops it; the others only leave. */
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
/** Held, shared, by every process that uses the server: who gets it alone is the last one. */
const USERS_LOCK = 7_326_140_552

/**
 * A real Postgres server from npm, its data below `dataDir`. Starts it, or adopts the one that another process (or a
 * killed predecessor of this one) has running, and starts it again when it dies while in use.
 *
 * @throws Error whose message is one sentence for the person at the terminal.
 */
export async function startEmbeddedPostgres(options: { dataDir: string }): Promise<EmbeddedPostgres> {
  const cluster = await prepareCluster(resolve(options.dataDir))
  let isClosing = false
  let isLost = false
  let recovery: Promise<void> = Promise.resolve()
  let users = await connect(cluster, undefined, onUsersConnectionClosed)
  const { port, isAdopted } = users
  await createDatabase(users.sql)

  // This connection closes when the server dies, adopted or started here. The port must stay: pools know it.
  function onUsersConnectionClosed() {
    if (isClosing || isLost) return
    isLost = true
    recovery = recovery.then(recover)
  }

  // One at a time: a server that is just stopping may be joined and lost again in the middle of a recovery.
  async function recover() {
    if (isClosing) return
    try {
      await users.sql.end({ timeout: 0 })
      isLost = false
      users = await connect(cluster, port, onUsersConnectionClosed)
    } catch (error) {
      console.error('The embedded Postgres stopped and could not be started again.', error)
    }
  }

  return {
    url: `postgres://${SUPERUSER}:${encodeURIComponent(cluster.location.password)}@127.0.0.1:${port}/${DATABASE}`,
    clusterDir: cluster.location.clusterDir,
    isAdopted,
    async close() {
      if (isClosing) return
      isClosing = true
      await recovery
      await leave(cluster, users.sql)
    },
  }
}

async function prepareCluster(dataDir: string): Promise<Cluster> {
  await mkdir(dataDir, { recursive: true })
  const known = await findClusterLocation(dataDir)
  const runAs = chooseRunAs(known && existsSync(known.clusterDir) ? known.clusterDir : undefined)
  const binaries = await locateBinaries(runAs)
  const location = known ?? (await createClusterLocation(dataDir, runAs))
  if (!existsSync(location.clusterDir)) {
    await createClusterParent(dirname(location.clusterDir), runAs)
    await initializeCluster(binaries, location, runAs)
  }
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

/** Goes round until the server, whoever started it, answers; two starts at once meet here. */
async function connect(
  cluster: Cluster,
  fixedPort: number | undefined,
  onClosed: () => void,
): Promise<Connection> {
  const { clusterDir } = cluster.location
  const deadlineMs = Date.now() + START_TIMEOUT_MS
  while (Date.now() < deadlineMs) {
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
    const port = fixedPort ?? (await findFreePort())
    if (!(await startOnce(cluster, port, deadlineMs))) {
      await delay(POLL_DELAY_MS)
      continue
    }
    const sql = await tryToJoin(cluster.location, port, onClosed)
    if (sql) return { sql, port, isAdopted: false }
  }
  throw new Error(
    `The embedded Postgres did not start within ${START_TIMEOUT_MS / 1000} seconds; its own words are in ${findLogPath(clusterDir)}.`,
  )
}

/** Whether the server started here is ready; false when it gave up (the lock is held, the port was taken). */
async function startOnce(cluster: Cluster, port: number, deadlineMs: number): Promise<boolean> {
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
  while (!hasEnded && Date.now() < deadlineMs) {
    const running = await findPostmaster(clusterDir)
    if (running?.pid === child.pid && running?.isReady) return true
    await delay(POLL_DELAY_MS)
  }
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
    // Refused, just stopping, or a stranger at a reused port: the caller looks again.
    await sql.end({ timeout: 0 })
    return undefined
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
    // The process ends a moment after that. Not waited for without end: a container without an init never collects it.
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
