import type { ProjectId } from '#app/document/model/ids.ts'
import type { ProjectStore } from '#app/sync/ports/project-store.ts'

/** Object URLs of the cards' pictures; each lives until a newer picture replaces it or the project is gone. */
export interface CardThumbnails {
  findUrl(projectId: ProjectId): string | undefined
  /** Reads the pictures of these projects that are not read yet and lets go of all others. Says whether any changed. */
  load(projectIds: readonly ProjectId[]): Promise<boolean>
  /** The picture on disk is newer than the one shown. */
  expire(projectId: ProjectId): void
}

export function createCardThumbnails(
  store: Pick<ProjectStore, 'findThumbnail'>,
  urls: Pick<typeof URL, 'createObjectURL' | 'revokeObjectURL'> = URL,
): CardThumbnails {
  const known = new Map<ProjectId, string | undefined>()
  const expired = new Set<ProjectId>()

  function replace(projectId: ProjectId, url: string | undefined): void {
    const old = known.get(projectId)
    known.set(projectId, url)
    if (old !== undefined) urls.revokeObjectURL(old)
  }

  return {
    findUrl: (projectId) => known.get(projectId),
    expire: (projectId) => expired.add(projectId),
    async load(projectIds) {
      const requested = new Set(projectIds)
      for (const gone of [...known.keys()].filter((id) => !requested.has(id))) {
        replace(gone, undefined)
        known.delete(gone)
      }
      const missing = projectIds.filter((id) => !known.has(id) || expired.has(id))
      for (const projectId of missing) {
        expired.delete(projectId)
        const picture = await store.findThumbnail(projectId)
        replace(projectId, picture === undefined ? undefined : urls.createObjectURL(picture))
      }
      return missing.length > 0
    },
  }
}
