import type { ProjectId } from '#app/document/ids.ts'
import type { Project } from '#app/document/schema.ts'
import type { ProjectStore } from './ports.ts'
import { hashContent } from './project-content.ts'

/**
 * What was sent and may have arrived although no answer came (the tab was closed, the network cut off). Written down before
 * sending, because the edit may go on before the next try: its content then differs from what the server has, and only
 * this tells the echo of an own push from somebody else's edit [F1] [F29].
 */
type Sent = { baseRevision: number; hashes: readonly string[] }

const KEPT = 20

const keyOf = (projectId: ProjectId) => `sent:${projectId}`

export async function noteSent(store: ProjectStore, project: Project, baseRevision: number): Promise<void> {
  const before = await findSent(store, project.id)
  const hash = hashContent(project)
  const hashes = before?.baseRevision === baseRevision ? before.hashes : []
  if (hashes.includes(hash)) return
  await store.setState(keyOf(project.id), {
    baseRevision,
    hashes: [...hashes, hash].slice(-KEPT),
  } satisfies Sent)
}

/** Is the server's version one of our own, sent on this base? */
export async function isOwnEcho(
  store: ProjectStore,
  { theirs, baseRevision, revision }: { theirs: Project; baseRevision: number; revision: number },
): Promise<boolean> {
  const sent = await findSent(store, theirs.id)
  const isNext = sent?.baseRevision === baseRevision && revision === baseRevision + 1
  return isNext && sent.hashes.includes(hashContent(theirs))
}

async function findSent(store: ProjectStore, projectId: ProjectId): Promise<Sent | undefined> {
  const raw = await store.getState(keyOf(projectId))
  const isSent = typeof raw === 'object' && raw !== null && 'baseRevision' in raw && 'hashes' in raw
  return isSent && Array.isArray(raw.hashes) ? (raw as Sent) : undefined
}
