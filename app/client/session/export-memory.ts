import type { ProjectId } from '#app/document/model/ids.ts'
import { type ExportMemory, exportRecordSchema } from '#app/export/export-record.ts'
import { createExportFolders } from '#app/storage/media/export-folder.ts'
import type { ProjectStore } from '#app/sync/ports/project-store.ts'
import { holdIfFree } from '../platform/web-locks.ts'

/** One for the page: a project that is opened again goes on from the folder that the page has. */
const folders = createExportFolders({ hold: holdIfFree })

type Parts = {
  projectId: ProjectId
  databaseName: string
  store: Pick<ProjectStore, 'getState' | 'setState'>
}

/** The key of a project's record among the values of its identity. */
export const exportKeyOf = (projectId: ProjectId): string => `export:${projectId}`

/** The last export of a project as this device knows it; on its disk, and in no document. */
export function createExportMemory({ projectId, databaseName, store }: Parts): ExportMemory {
  const key = exportKeyOf(projectId)
  return {
    find: async () => exportRecordSchema.safeParse(await store.getState(key)).data,
    save: (record) => store.setState(key, record),
    openStaging: () => folders.open(databaseName, projectId),
  }
}
