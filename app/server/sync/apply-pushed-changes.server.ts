import { applyOp } from '#app/document/changes/apply-change.ts'
import type { Change, Json, Path } from '#app/document/changes/change.ts'
import type { Project } from '#app/document/model/schema.ts'

/** Twice what a caption may have; every splice copies the text it is in. */
export const MAX_SPLICED_LENGTH = 20_000

/**
 * What `applyChanges` makes of a project, or `undefined` where a splice meets a longer text than any caption: thousands of
 * splices into megabytes, which a member of a newer client may hold, would stop the process for minutes.
 */
export function applyPushedChanges(project: Project, changes: readonly Change[]): Project | undefined {
  const copies = new WeakSet<object>()
  let root = project as unknown as Parameters<typeof applyOp>[0]
  for (const { ops } of changes) {
    for (const op of ops) {
      if (op.op === 'splice' && measureText(root, op.path) > MAX_SPLICED_LENGTH) return undefined
      root = applyOp(root, op, copies)
    }
  }
  return root as unknown as Project
}

function measureText(root: Json, path: Path): number {
  let value: Json | undefined = root
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return 0
    value = (value as { readonly [key: string]: Json })[key]
  }
  return typeof value === 'string' ? value.length : 0
}
