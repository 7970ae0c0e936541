import { parseProject } from '../model/parse-project.ts'
import type { Project } from '../model/schema.ts'
import { applyChanges } from './apply-change.ts'
import type { Change } from './change.ts'
import { invertChange } from './invert-change.ts'

/**
 * The project as it was before these changes, the newest first. `undefined` when taking them back does not lead to a
 * readable document, as it may where a change was made by another tab on something else than the one before it.
 */
export function rewindProject(project: Project, newestFirst: readonly Change[]): Project | undefined {
  const earlier = applyChanges(project, newestFirst.map(invertChange))
  if (earlier === project) return project
  const parsed = parseProject(earlier)
  return parsed.kind === 'ok' ? earlier : undefined
}

/** The project with an earlier version's content. Where one looks stays, and so do the names of pictures. */
export function returnToVersion(project: Project, version: Project): Project {
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
