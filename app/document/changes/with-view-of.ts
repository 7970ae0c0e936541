import type { ProjectDocument } from '../model/schema.ts'

/** The content of `project` with the view of another version: each device keeps its own. */
export function withViewOf(
  project: ProjectDocument,
  { view }: Pick<ProjectDocument, 'view'>,
): ProjectDocument {
  if (project.view === view) return project
  const { view: _replaced, ...content } = project
  return view === undefined ? content : { ...content, view }
}
