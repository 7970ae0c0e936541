import { applyChange } from '#app/document/changes/apply-change.ts'
import type { Change, Op } from '#app/document/changes/change.ts'
import { diffProjects } from '#app/document/changes/diff-projects.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import { withVersion } from '#app/document/model/with-version.ts'

/** Maps by language, picture or id that are no entries of a list: what is only here stays. */
const collections: ReadonlySet<string> = new Set([
  'contentByLocale',
  'mediaByLocale',
  'mediaNames',
  'groups',
  'overrides',
  'elements',
])

/**
 * An archived state of a project as one edit of the project here: what both have becomes as it is in the archive, what only the
 * archive has is added, what is only here stays. Selection and zoom stay.
 */
export function planArchiveMerge(here: ProjectDocument, archived: ProjectDocument): Change {
  const { view: _view, ...theirs } = archived
  const next: ProjectDocument = here.view === undefined ? theirs : { ...theirs, view: here.view }
  const { label, ops } = diffProjects(here, { ...next, id: here.id }, 'Merge from file')
  const merged = applyChange(here, { label, ops: ops.filter((op) => !removesWhatIsOnlyHere(op)) })
  // What is only here may need another version than the archive's.
  return diffProjects(here, withVersion(merged), label)
}

/** Whether the archive holds nothing that the project here does not have in the same way. */
export function isSameProject(here: ProjectDocument, archived: ProjectDocument): boolean {
  const bare = ({ view: _view, ...project }: ProjectDocument): ProjectDocument => project
  return diffProjects(bare(here), bare(archived), '').ops.length === 0
}

function removesWhatIsOnlyHere(op: Op): boolean {
  if (op.op === 'remove') return true
  if (op.op !== 'set' || op.after !== undefined) return false
  return op.path.length === 1 || collections.has(op.path.at(-2) ?? '')
}
