import { applyOp } from '#app/document/changes/apply-change.ts'
import type { Change, Json } from '#app/document/changes/change.ts'
import { readAt } from '#app/document/changes/read-at.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'

/** Twice what a caption may have; every splice copies the text it is in. */
export const MAX_SPLICED_LENGTH = 20_000

/**
 * What `applyChanges` makes of a project, or `undefined` where a splice meets a longer text than any caption: thousands of
 * splices into megabytes, which a member of a newer client may hold, would stop the process for minutes.
 */
export function applyPushedChanges(
  project: ProjectDocument,
  changes: readonly Change[],
): ProjectDocument | undefined {
  const copies = new WeakSet<object>()
  let root = project as unknown as Parameters<typeof applyOp>[0]
  for (const { ops } of changes) {
    for (const op of ops) {
      if (op.op === 'splice' && isTooLong(readAt(root, op.path))) return undefined
      root = applyOp(root, op, copies)
    }
  }
  return root as unknown as ProjectDocument
}

const isTooLong = (text: Json | undefined) => typeof text === 'string' && text.length > MAX_SPLICED_LENGTH
