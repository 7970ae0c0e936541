import { parseProject } from '../model/parse-project.ts'
import type { ProjectDocument } from '../model/schema.ts'
import { applyChanges } from './apply-change.ts'
import type { Change } from './change.ts'
import { invertChange } from './invert-change.ts'

/**
 * The project as it was before these changes, the newest first. `undefined` when undoing them gives no readable
 * document, as it may where another tab made a change on a different version.
 */
export function rewindProject<Document extends ProjectDocument>(
  project: Document,
  newestFirst: readonly Change[],
): Document | undefined {
  const earlier = applyChanges(project, newestFirst.map(invertChange))
  if (earlier === project) return project
  const parsed = parseProject(earlier)
  return parsed.kind === 'ok' ? earlier : undefined
}

/** The project with an earlier version's content. The view and the media names stay. */
export function returnToVersion(project: ProjectDocument, version: ProjectDocument): ProjectDocument {
  const { view: _view, mediaNames: _names, ...content } = version
  return {
    ...content,
    id: project.id,
    ...(project.mediaNames === undefined && version.mediaNames === undefined
      ? {}
      : { mediaNames: { ...version.mediaNames, ...project.mediaNames } }),
    ...(project.view === undefined ? {} : { view: project.view }),
  }
}
