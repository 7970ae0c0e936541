import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process'
import { closeSync, openSync, statSync } from 'node:fs'
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { type Binaries, isCode, renameUnlessThere } from './binaries.ts'
import type { ClusterLocation } from './location.ts'
import type { RunAs } from './run-as.ts'

export const SUPERUSER = 'appframes'
const LOG_MAX_BYTES = 5_000_000
/** Above what any system hands out. */
const NO_SUCH_PID = 99_999_999

export type Postmaster = { pid: number; port: number; isReady: boolean }

/** The content of `postmaster.pid`; the process may be long dead. */
export async function findPostmaster(clusterDir: string): Promise<Postmaster | undefined> {
  try {
    // Lines: pid, data folder, start time, port, socket folder, address, shared memory, status.
    const lines = (await readFile(join(clusterDir, 'postmaster.pid'), 'utf8')).split('\n')
    const pid = Number(lines[0])
    const port = Number(lines[3])
    if (!(pid > 0) || !(port > 0)) return undefined
    return { pid, port, isReady: lines[7]?.trim() === 'ready' }
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    throw error
  }
}

const UNREADABLE_AFTER_MS = 2_000

/**
 * After a power cut the file may exist without its content; Postgres then never starts again. One that starts just now
 * fills it at once.
 */
export async function removeUnreadablePidFile(clusterDir: string): Promise<void> {
  const path = join(clusterDir, 'postmaster.pid')
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined || Date.now() - stats.mtimeMs < UNREADABLE_AFTER_MS) return
  if (Number((await readFile(path, 'utf8')).split('\n')[0]) > 0) return
  await rm(path, { force: true })
}

const LOG_TAIL_BYTES = 8_192

/** The last error in Postgres' own log, on one line; `undefined`: it has none. */
export async function findLastComplaint(clusterDir: string): Promise<string | undefined> {
  try {
    const text = (await readFile(findLogPath(clusterDir))).subarray(-LOG_TAIL_BYTES).toString('utf8')
    const complaints = [...text.matchAll(/(?:FATAL|PANIC|ERROR): +(.+)/g)].map(([, said]) => said)
    return complaints.at(-1)
  } catch (error) {
    if (isCode(error, 'ENOENT', 'EACCES')) return undefined
    throw error
  }
}

/**
 * Creates the cluster in a temporary directory and moves it into place, so that an incomplete one is never taken for
 * whole.
 */
export async function initializeCluster(
  binaries: Binaries,
  location: ClusterLocation,
  runAs: RunAs,
): Promise<void> {
  const temporary = join(dirname(location.clusterDir), `.initdb-${crypto.randomUUID()}`)
  const passwordFile = join(temporary, 'password')
  const cluster = join(temporary, 'cluster')
  try {
    await mkdir(cluster, { recursive: true, mode: 0o700 })
    await writeFile(passwordFile, location.password, { mode: 0o600 })
    if (runAs) {
      for (const path of [temporary, passwordFile, cluster]) await chown(path, runAs.uid, runAs.gid)
    }
    await promisify(execFile)(
      binaries.initdb,
      [
        `--pgdata=${cluster}`,
        `--username=${SUPERUSER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        // The same order of text on every machine, whatever its locales.
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
      ],
      { ...identity(runAs), cwd: '/' },
    )
    await renameUnlessThere(cluster, location.clusterDir)
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}

/** Starts the server, detached: it outlives a killed Node process, and Ctrl-C in the terminal does not reach it. */
export async function spawnPostmaster(
  binaries: Binaries,
  clusterDir: string,
  options: { port: number; runAs: RunAs },
): Promise<ChildProcess> {
  const logPath = findLogPath(clusterDir)
  await rotateLog(logPath)
  const log = openSync(logPath, 'a', 0o600)
  try {
    const settings = {
      listen_addresses: '127.0.0.1',
      port: String(options.port),
      unix_socket_directories: '',
      timezone: 'UTC',
      log_timezone: 'UTC',
      max_connections: '100',
      shared_buffers: '64MB',
    }
    const child = spawn(
      binaries.postgres,
      ['-D', clusterDir, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      { ...identity(options.runAs), cwd: '/', detached: true, stdio: ['ignore', log, log] },
    )
    child.unref()
    return child
  } finally {
    closeSync(log)
  }
}

export const findLogPath = (clusterDir: string) => join(dirname(clusterDir), 'postgres.log')

async function rotateLog(path: string): Promise<void> {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LOG_MAX_BYTES) await rename(path, `${path}.1`)
}

/** The fast shutdown: open connections are cut, everything is on disk. */
export function signalFastShutdown(
  binaries: Binaries,
  clusterDir: string,
  postmaster: { pid: number },
): void {
  if (process.platform === 'win32') {
    // Windows has no signals; pg_ctl writes to the server's event pipe.
    execFileSync(binaries.pgCtl, ['stop', '-D', clusterDir, '-m', 'fast', '-W'], { stdio: 'ignore' })
    return
  }
  try {
    process.kill(postmaster.pid, 'SIGINT')
  } catch (error) {
    if (!isCode(error, 'ESRCH')) throw error
  }
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return isCode(error, 'EPERM')
  }
}

/**
 * After a crash or a restart of the machine the number in postmaster.pid may belong to some other program; Postgres
 * then never starts again. The number is replaced by one that no process has. The file itself must stay: it also names
 * the shared memory by which Postgres notices orphaned children of the dead server.
 */
export async function disownForeignPid(clusterDir: string, pid: number): Promise<boolean> {
  if (process.platform === 'win32') return false
  const command = await describeProcess(pid)
  if (command === undefined || command.includes(clusterDir)) return false
  const path = join(clusterDir, 'postmaster.pid')
  const [first, ...rest] = (await readFile(path, 'utf8')).split('\n')
  if (first !== String(pid)) return false
  await writeFile(path, [NO_SUCH_PID, ...rest].join('\n'))
  return true
}

/** The command line, empty for a process that is gone or a zombie; `undefined`: unknown. */
async function describeProcess(pid: number): Promise<string | undefined> {
  try {
    if (process.platform === 'linux') return await readFile(`/proc/${pid}/cmdline`, 'utf8')
    const { stdout } = await promisify(execFile)('ps', ['-ww', '-o', 'command=', '-p', String(pid)])
    return stdout
  } catch (error) {
    if (isCode(error, 'ENOENT')) return process.platform === 'linux' ? '' : undefined
    // ps ends with 1 when there is no such process.
    return isCode(error, '1') ? '' : undefined
  }
}

export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

const identity = (runAs: RunAs) => (runAs ? { uid: runAs.uid, gid: runAs.gid } : {})
