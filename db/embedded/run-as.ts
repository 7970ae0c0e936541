import { execFileSync } from 'node:child_process'
import { type Stats, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** The user Postgres runs as; `undefined`: the one this process runs as. */
export type RunAs = { uid: number; gid: number; userName: string } | undefined

const READ = 4
const TRAVERSE = 1

/**
 * Postgres does not run as root, so root starts it as `postgres`, else as `nobody`; an existing cluster keeps its
 * owner.
 *
 * @throws Error with one sentence when root finds neither user.
 */
export function chooseRunAs(existingClusterDir: string | undefined): RunAs {
  if (process.getuid?.() !== 0) return undefined
  if (existingClusterDir !== undefined) {
    const { uid, gid } = statSync(existingClusterDir)
    if (uid !== 0) return { uid, gid, userName: `uid ${uid}` }
  }
  for (const userName of ['postgres', 'nobody']) {
    const uid = findId('-u', userName)
    const gid = findId('-g', userName)
    if (uid !== undefined && gid !== undefined && uid !== 0) return { uid, gid, userName }
  }
  throw new Error(
    'Postgres does not run as root, and this system has neither a user "postgres" nor "nobody" to run it as; start AppFrames as an ordinary user or set DATABASE_URL.',
  )
}

function findId(flag: '-u' | '-g', userName: string): number | undefined {
  try {
    const id = Number(execFileSync('id', [flag, userName], { encoding: 'utf8', stdio: 'pipe' }))
    return Number.isInteger(id) ? id : undefined
  } catch {
    return undefined
  }
}

/** Whether that user may pass through every directory above `path` and `path` itself. */
export function canReach(path: string, runAs: RunAs): boolean {
  if (runAs === undefined) return true
  for (let folder = path; ; folder = dirname(folder)) {
    if (!isAllowed(statSync(folder), runAs, TRAVERSE)) return false
    if (folder === dirname(folder)) return true
  }
}

/** Whether that user may reach and run the program. */
export function canRun(programPath: string, runAs: RunAs): boolean {
  if (runAs === undefined) return true
  return canReach(programPath, runAs) && isAllowed(statSync(programPath), runAs, READ)
}

function isAllowed(stats: Stats, runAs: { uid: number; gid: number }, permission: number): boolean {
  const shift = stats.uid === runAs.uid ? 6 : stats.gid === runAs.gid ? 3 : 0
  return ((stats.mode >> shift) & permission) === permission
}
