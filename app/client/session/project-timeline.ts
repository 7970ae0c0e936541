import type { ProjectId } from '#app/document/model/ids.ts'
import type { AccountVersions, EditorTimeline } from '#app/editor/ports/history.ts'
import type { ProjectStore } from '#app/sync/ports/project-store.ts'

export type ProjectTimelineOptions = {
  projectId: ProjectId
  store: Pick<ProjectStore, 'load' | 'listHistory'>
  versions: AccountVersions
}

/** This device's log of one project, in the form of the editor's history. */
export function createProjectTimeline({
  projectId,
  store,
  versions,
}: ProjectTimelineOptions): EditorTimeline {
  return {
    versions,
    async read() {
      const loaded = await store.load(projectId)
      if (loaded.kind !== 'ok') return undefined
      const { seq } = loaded.at
      // Read after the document: an edit made in between is among the rows and not in it.
      const rows = (await store.listHistory(projectId)).filter((row) => row.seq <= seq)
      return { project: loaded.project, rows: rows.toReversed() }
    },
  }
}
