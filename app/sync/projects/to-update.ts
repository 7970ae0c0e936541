import { toCanonicalParts } from '#app/document/changes/canonical-text.ts'
import type { ProjectId } from '#app/document/model/ids.ts'
import { fromProjectData } from '#app/document/model/project-data.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import { isCurrentVersion } from '#app/document/model/schema-version.ts'
import { parseTimeMs } from '../api/parse-time.ts'
import type { HashText } from '../ports/project-store.ts'
import type { LastContent, RemoteUpdate } from '../ports/sync-store.ts'
import type { RemoteItem, ServerProject } from '../protocol/projects.ts'

type ToUpdateContext = { hash: HashText; nowMs: () => number }

export const remoteLabel = 'Change from another device'

type Whole = Pick<RemoteItem, 'revision' | 'updatedAt' | 'createdAt' | 'deletedAt' | 'hash'> &
  Pick<ServerProject, 'name' | 'data'>

/** A project that came whole, or its deletion. */
export async function toUpdate(
  context: ToUpdateContext,
  projectId: ProjectId,
  whole: Whole,
): Promise<RemoteUpdate> {
  const stamp = createStamp(whole, context.nowMs())
  if (whole.deletedAt != null) {
    const deletedAtMs = parseTimeMs(whole.deletedAt, stamp.updatedAtMs)
    return { ...stamp, projectId, kind: 'deleted', deletedAtMs, ...readLast(projectId, whole) }
  }
  return { ...stamp, projectId, ...(await readWhole(context, projectId, whole)) }
}

/** The account's data of a deleted project: all of it for a month, then a body without screens. */
function readLast(id: ProjectId, { name, data }: Whole): { last?: LastContent } {
  if (data === undefined) return {}
  const parsed = fromProjectData({ id, name, data })
  const isThere = parsed.kind === 'ok' && Object.keys(parsed.project.screensByCanvasSize).length > 0
  return { last: isThere ? parsed.project : null }
}

type Content =
  | { kind: 'project'; project: ProjectDocument; hash: string; label: string }
  | { kind: 'unreadable'; name: string; data: unknown }

/**
 * A document whose hash equals the one the server computed when it checked it needs no second check, which for a large
 * one is the most expensive step of a pull.
 */
async function readWhole(
  { hash }: ToUpdateContext,
  id: ProjectId,
  { name, data, hash: expected }: Whole,
): Promise<Content> {
  if (expected !== undefined && isCurrent(data)) {
    const project = { ...data, id, name } as ProjectDocument
    const isExpected = (await hash(toCanonicalParts(project))) === expected
    if (isExpected) return { kind: 'project', project, hash: expected, label: remoteLabel }
  }
  const parsed = fromProjectData({ id, name, data })
  if (parsed.kind !== 'ok') return { kind: 'unreadable', name, data }
  const { project } = parsed
  return { kind: 'project', project, hash: await hash(toCanonicalParts(project)), label: remoteLabel }
}

function isCurrent(data: unknown): data is object {
  return (
    typeof data === 'object' &&
    data !== null &&
    'schemaVersion' in data &&
    isCurrentVersion(data.schemaVersion)
  )
}

export function createStamp(
  item: Pick<RemoteItem, 'revision' | 'updatedAt' | 'createdAt' | 'hash'>,
  nowMs: number,
) {
  const updatedAtMs = parseTimeMs(item.updatedAt, nowMs)
  return {
    revision: item.revision,
    updatedAtMs,
    ...(item.createdAt === undefined ? {} : { createdAtMs: parseTimeMs(item.createdAt, updatedAtMs) }),
    ...(item.hash === undefined ? {} : { hash: item.hash }),
  }
}
