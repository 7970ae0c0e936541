import type { MediaId, ProjectId } from '#app/document/model/ids.ts'
import { countMediaUses, listProjectMedia } from '#app/document/model/project-media.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import type { MediaUse } from '#app/media-library/media-library.ts'
import type { ProjectRow, ProjectStore } from '#app/sync/ports/project-store.ts'

export type MediaUsesOptions = {
  store: Pick<ProjectStore, 'listRows' | 'load'>
  /** An open project may be ahead of the disk. */
  findOpen: (projectId: ProjectId) => ProjectDocument | undefined
}

/** The projects of this device that name the given pictures. Reads the documents: call it rarely. */
export function createMediaUses({ store, findOpen }: MediaUsesOptions) {
  async function read(row: ProjectRow): Promise<ProjectDocument | undefined> {
    const open = findOpen(row.id)
    if (open !== undefined) return open
    const loaded = await store.load(row.id)
    return loaded.kind === 'ok' ? loaded.project : undefined
  }

  async function findUses(mediaIds: readonly MediaId[]): Promise<readonly MediaUse[]> {
    const requested = new Set(mediaIds)
    const uses: MediaUse[] = []
    for (const row of await store.listRows()) {
      // A deleted project can still be restored, but the user no longer counts it.
      if (row.deletedAtMs !== undefined) continue
      const project = await read(row)
      const screenCount = project === undefined ? 0 : countMediaUses(project, requested)
      if (screenCount > 0) uses.push({ projectId: row.id, projectName: row.name, screenCount })
    }
    return uses
  }

  return {
    findUses,
    isUsed: async (mediaId: MediaId) => (await findUses([mediaId])).length > 0,
    async listMedia(projectId: ProjectId): Promise<readonly MediaId[]> {
      const open = findOpen(projectId)
      if (open !== undefined) return listProjectMedia(open)
      const loaded = await store.load(projectId)
      return loaded.kind === 'ok' ? listProjectMedia(loaded.project) : []
    },
  }
}
