import { applyChanges } from '#app/document/changes/apply-change.ts'
import type { Change } from '#app/document/changes/change.ts'
import { openDocumentText } from '#app/document/changes/open-document-text.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import type { InFlightPush } from '../ports/sync-store.ts'

/** The document of a push. `base`: the account's at that revision, for a push of changes. */
export function readPushedProject(
  { push, projectId }: InFlightPush,
  base: { revision: number; project: ProjectDocument } | undefined,
): ProjectDocument | undefined {
  if ('changes' in push) {
    if (base?.revision !== push.baseRevision) return undefined
    return applyChanges(base.project, push.changes as readonly Change[])
  }
  const opened = 'text' in push ? openDocumentText(push.text, push.view) : push
  if (opened === undefined || !('data' in opened)) return undefined
  return { ...(opened.data as object), id: projectId, name: opened.name } as ProjectDocument
}
