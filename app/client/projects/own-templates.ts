import { copyName } from '#app/document/edits/copy-name.ts'
import { type MintId, projectIdSchema } from '#app/document/model/ids.ts'
import { isTemplateId, toTemplateId } from '#app/document/model/template-id.ts'
import type { EditorTemplates, OwnTemplate } from '#app/editor/ports/templates.ts'
import { combineObservables, type Observable } from '#app/observable/observable.ts'
import type { ProjectRow, ProjectStore } from '#app/sync/ports/project-store.ts'
import type { Time } from '#app/sync/time.ts'
import type { ProjectEvents } from '../project-events.ts'
import type { ProjectEdits } from './project-edits.ts'

export type OwnTemplatesOptions = {
  rows: Observable<readonly ProjectRow[]>
  edits: ProjectEdits
  store: Pick<ProjectStore, 'create' | 'load'>
  events: Pick<ProjectEvents, 'emit'>
  time: Time
  mintId: MintId
}

/** The projects that are templates: stored and synced as all others, but in no list. */
export function createOwnTemplates(options: OwnTemplatesOptions): EditorTemplates {
  const { rows, edits, store, events, time, mintId } = options
  const list = (): readonly OwnTemplate[] =>
    rows
      .get()
      .filter(({ id }) => isTemplateId(id))
      .map(({ id, name }) => ({ id, name }))
      .sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1))
  return {
    ...combineObservables([rows], list),
    async load(id) {
      const loaded = await store.load(id)
      if (loaded.kind !== 'ok') return undefined
      const { resolveProject } = await import('#app/document/resolve/resolve-project.ts')
      return resolveProject(loaded.project)
    },
    async save(project) {
      const { createOwnTemplate } = await import('#app/document/template-sets/own-template.ts')
      const taken = list().map(({ name }) => name)
      const name = taken.includes(project.name) ? copyName(project.name, taken) : project.name
      const id = toTemplateId(projectIdSchema.parse(mintId()))
      const row = await store.create(createOwnTemplate(project, { id, name }), time.nowMs())
      events.emit({ kind: 'written', projectId: id, row })
    },
    rename: edits.rename,
    delete: edits.delete,
    undoDelete: edits.undoDelete,
  }
}
