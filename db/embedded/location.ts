import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chown, link, mkdir, readFile, rename, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { createSystemDir, isCode } from './binaries.ts'
import { canReach, type RunAs } from './run-as.ts'

const locationSchema = z.object({
  clusterDir: z.string().min(1),
  password: z.string().min(1),
  /** Recorded before the cluster exists: the first start may be killed in between. */
  isBeingMade: z.boolean().optional(),
})
/** The location of a data directory's cluster, and the password of its one user. */
export type ClusterLocation = z.infer<typeof locationSchema>

const recordPath = (dataDir: string) => join(dataDir, 'postgres.json')

export async function findClusterLocation(dataDir: string): Promise<ClusterLocation | undefined> {
  try {
    return locationSchema.parse(JSON.parse(await readFile(recordPath(dataDir), 'utf8')))
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    throw new Error(`The file ${recordPath(dataDir)}, which says where the database is, cannot be read.`, {
      cause: error,
    })
  }
}

/**
 * Chooses the location once and records it, so that a later change of directory permissions never makes the app look
 * for its data elsewhere. Of two starts at once the first record stays.
 */
export async function createClusterLocation(dataDir: string, runAs: RunAs): Promise<ClusterLocation> {
  const location = {
    clusterDir: join(await chooseParentDir(dataDir, runAs), 'postgres'),
    password: randomBytes(24).toString('base64url'),
    isBeingMade: true,
  }
  const temporary = join(dataDir, `.postgres-${crypto.randomUUID()}.json`)
  await writeFile(temporary, `${JSON.stringify(location, undefined, 2)}\n`, { mode: 0o600 })
  try {
    await link(temporary, recordPath(dataDir))
    return location
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
    const first = await findClusterLocation(dataDir)
    if (first === undefined) throw error
    return first
  } finally {
    await unlink(temporary)
  }
}

/** From now on a missing directory is a lost one, not a new one. */
export async function confirmClusterLocation(dataDir: string, location: ClusterLocation): Promise<void> {
  if (location.isBeingMade !== true) return
  const { clusterDir, password } = location
  const temporary = join(dataDir, `.postgres-${crypto.randomUUID()}.json`)
  await writeFile(temporary, `${JSON.stringify({ clusterDir, password }, undefined, 2)}\n`, { mode: 0o600 })
  await rename(temporary, recordPath(dataDir))
}

/** @throws Error when the record names a missing directory: an empty database in its place would look like a loss. */
export function requireCluster(dataDir: string, { clusterDir, isBeingMade }: ClusterLocation): void {
  if (isBeingMade === true || existsSync(clusterDir)) return
  throw new Error(
    `The database should be in ${clusterDir}, which is not there (a disk that is not mounted?). Bring the folder back; to begin anew with an empty database, delete ${recordPath(dataDir)}.`,
  )
}

async function chooseParentDir(dataDir: string, runAs: RunAs): Promise<string> {
  if (canReach(dataDir, runAs)) return dataDir
  return join(await createSystemDir(), `data-${crypto.randomUUID()}`)
}

/** Makes the folder above the cluster, owned by the user Postgres runs as only where it is not the data folder. */
export async function createClusterParent(parentDir: string, runAs: RunAs): Promise<void> {
  if (existsSync(parentDir)) return
  await mkdir(parentDir, { recursive: true, mode: 0o700 })
  if (runAs) await chown(parentDir, runAs.uid, runAs.gid)
}
