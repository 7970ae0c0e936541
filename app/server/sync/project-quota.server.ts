import { formatBytes } from '#app/document/model/format-bytes.ts'
import { planPruning } from './plan-pruning.server.ts'
import type {
  LockedAccount,
  ProjectUsage,
  ProjectWrite,
  RepositoryProject,
  RevisionHead,
} from './sync-repository.server.ts'

// Running totals are in the account's row, which every write locks, reads and writes anyway: they cost no round trip,
// and two writers cannot both count before the other.

export type QuotaLimits = { projectsMax: number; projectsMaxBytes: number }

/** History and deleted projects may take so many times what live projects may. */
const KEPT_SHARE = 4
/** Tombstones are small. */
const KEPT_PROJECTS_SHARE = 10
/** A version that changes nothing takes a row all the same. Migration 0010 counts with the same number. */
const ROW_BYTES = 500
/** Of the history where there is no room for more of it. */
const LEAST_HISTORY = { revisions: 1, days: 0 }

/** What the history keeps of one version. */
export const weighRevision = ({
  changeBytes,
  dataBytes,
}: Pick<RevisionHead, 'changeBytes' | 'dataBytes'>): number => changeBytes + dataBytes + ROW_BYTES

export const weighRevisions = (heads: readonly Pick<RevisionHead, 'changeBytes' | 'dataBytes'>[]): number =>
  heads.reduce((sum, head) => sum + weighRevision(head), 0)

export function addWrite(usage: ProjectUsage, write: ProjectWrite): ProjectUsage {
  const { before, project } = write
  return {
    projects: usage.projects + Number(isLive(project)) - Number(isLive(before)),
    projectBytes: usage.projectBytes + measureLive(project) - measureLive(before),
    keptProjects: usage.keptProjects + (before === undefined ? 1 : 0),
    keptBytes: usage.keptBytes + weighRevision(write),
  }
}

const isLive = (project: RepositoryProject | undefined): boolean =>
  project !== undefined && project.deletedAt === undefined

const measureLive = (project: RepositoryProject | undefined): number =>
  project !== undefined && isLive(project) ? project.sizeBytes : 0

type Wanted = { before: RepositoryProject | undefined; sizeBytes: number }

/**
 * The reason why a document may not be stored: a sentence for the user, or `undefined`. A live project may always be
 * made smaller, and deletions are not limited, so that space can be freed. Where only history is in the way, this
 * project's is deleted first.
 */
export async function makeRoom(
  account: LockedAccount,
  requested: Wanted,
  limits: QuotaLimits,
): Promise<string | undefined> {
  const excess = findExcess(account.usage, requested, limits)
  if (excess !== undefined) return excess
  const { before, sizeBytes } = requested
  const isFull = () => account.usage.keptBytes + sizeBytes > limits.projectsMaxBytes * KEPT_SHARE
  if (!isFull()) return undefined
  if (before !== undefined) await pruneHistory(account, before.id, LEAST_HISTORY)
  if (!isFull() || sizeBytes <= measureLive(before)) return undefined
  return 'Older versions and deleted projects of your account take all the room there is. They go by themselves after some weeks, and then this project goes to your account.'
}

function findExcess(
  usage: ProjectUsage,
  { before, sizeBytes }: Wanted,
  { projectsMax, projectsMaxBytes }: QuotaLimits,
): string | undefined {
  if (!isLive(before) && usage.projects >= projectsMax) {
    return `Your account has the ${projectsMax} projects it may have. Delete some that you do not need; then this one goes to your account.`
  }
  if (before === undefined && usage.keptProjects >= projectsMax * KEPT_PROJECTS_SHARE) {
    return 'Your account has had so many projects that no new one fits, deleted ones included. Whoever runs this server can allow more.'
  }
  const growth = sizeBytes - measureLive(before)
  if (growth <= 0 || usage.projectBytes + growth <= projectsMaxBytes) return undefined
  return `The projects of your account would take more than the ${formatBytes(projectsMaxBytes)} it may have. Delete some that you do not need; then this one goes to your account.`
}

export async function pruneHistory(
  account: LockedAccount,
  projectId: string,
  keep?: { revisions: number; days: number },
): Promise<void> {
  const heads = await account.listHeadsFrom(projectId, 0)
  const dropped = new Set(planPruning(heads, account.now, keep))
  if (dropped.size > 0)
    await account.pruneRevisions(
      projectId,
      heads.filter(({ revision }) => dropped.has(revision)),
    )
}
