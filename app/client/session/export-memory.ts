import type { ProjectId } from '#app/document/model/ids.ts'
import { type ExportMemory, exportRecordSchema } from '#app/export/export-record.ts'
import { openExportFolder } from '#app/storage/media/export-folder.ts'
import type { ProjectStore } from '#app/sync/ports/project-store.ts'

type Parts = {
  projectId: ProjectId
  databaseName: string
  store: Pick<ProjectStore, 'getState' | 'setState'>
}

/** The last export of a project as this device knows it; on its disk, and in no document. */
export function createExportMemory({ projectId, databaseName, store }: Parts): ExportMemory {
  const key = `export:${projectId}`
  return {
    find: async () => exportRecordSchema.safeParse(await store.getState(key)).data,
    save: (record) => store.setState(key, record),
    openStaging: () => openExportFolder(databaseName, projectId),
  }
}
