import type { ProjectId } from '#app/document/model/ids.ts'
import type { ProjectStore } from '#app/sync/ports/project-store.ts'

/** Object URLs of the projects' thumbnails; each lives until a newer one replaces it or the project is gone. */
export interface CardThumbnails {
  findUrl(projectId: ProjectId): string | undefined
  /**
   * Reads the missing thumbnails of these projects, the first ones first, and releases all others. Resolves when all
   * are read; listeners are called before that.
   */
  show(projectIds: readonly ProjectId[]): Promise<void>
  /** The thumbnail on disk is newer than the one shown: resolves when it is read. */
  replace(projectId: ProjectId): Promise<void>
  subscribe(listener: () => void): void
}

/** About a window full. */
const BATCH = 24

export function createCardThumbnails(
  store: Pick<ProjectStore, 'findThumbnail'>,
  urls: Pick<typeof URL, 'createObjectURL' | 'revokeObjectURL'> = URL,
): CardThumbnails {
  const known = new Map<ProjectId, string | undefined>()
  const expired = new Set<ProjectId>()
  const listeners: (() => void)[] = []
  let shown: ReadonlySet<ProjectId> = new Set()
  let reading: Promise<void> | undefined

  async function readMissing(): Promise<void> {
    try {
      for (let batch = planBatch(); batch.length > 0; batch = planBatch()) {
        for (const projectId of batch) expired.delete(projectId)
        const pictures = await Promise.all(batch.map((projectId) => store.findThumbnail(projectId)))
        const old = batch.map((projectId, index) => setPicture(projectId, pictures[index]))
        for (const listener of listeners) listener()
        // After the cards have the new addresses.
        for (const url of old) if (url !== undefined) urls.revokeObjectURL(url)
      }
    } finally {
      reading = undefined
    }
  }

  const planBatch = (): readonly ProjectId[] =>
    [...shown].filter((projectId) => !known.has(projectId) || expired.has(projectId)).slice(0, BATCH)

  /** Returns the address that is no longer used. */
  function setPicture(projectId: ProjectId, picture: Blob | undefined): string | undefined {
    const old = known.get(projectId)
    if (shown.has(projectId))
      known.set(projectId, picture === undefined ? undefined : urls.createObjectURL(picture))
    return old
  }

  function letGo(): void {
    for (const [projectId, url] of known) {
      if (shown.has(projectId)) continue
      known.delete(projectId)
      if (url !== undefined) urls.revokeObjectURL(url)
    }
  }

  function read(): Promise<void> {
    reading ??= readMissing()
    return reading
  }

  return {
    findUrl: (projectId) => known.get(projectId),
    show(projectIds) {
      shown = new Set(projectIds)
      letGo()
      return read()
    },
    replace(projectId) {
      expired.add(projectId)
      return read()
    },
    subscribe: (listener) => void listeners.push(listener),
  }
}
