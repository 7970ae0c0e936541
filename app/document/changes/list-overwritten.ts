import type { ProjectDocument } from '../model/schema.ts'
import { isJsonObject } from './apply-change.ts'
import type { Json, Path } from './change.ts'
import { isSame } from './is-same.ts'
import type { MergeConflict } from './merge-projects.ts'

/**
 * The changes of `side` since `base` that `result` lacks: the conflict record of a policy that takes one version whole.
 * `kept` is the value in the result; an absent `lost` means that the side removed the value. View changes are not
 * listed.
 */
export function listOverwritten(
  base: ProjectDocument | undefined,
  {
    side,
    lostSide,
    result,
  }: { side: ProjectDocument; lostSide: MergeConflict['lostSide']; result: ProjectDocument },
): readonly MergeConflict[] {
  const lost: Omit<MergeConflict, 'lostSide'>[] = []
  const values = { base: base && toJson(base), side: toJson(side), result: toJson(result) }
  collect([], values, lost)
  return lost.map((entry) => ({ ...entry, lostSide }))
}

type Values = { base: Json | undefined; side: Json | undefined; result: Json | undefined }

function collect(path: Path, { base, side, result }: Values, lost: Omit<MergeConflict, 'lostSide'>[]): void {
  // The version follows from the content.
  if (path[0] === 'view' || path[0] === 'schemaVersion') return
  if (side === result || isSame(base, side) || isSame(side, result)) return
  if (isJsonObject(side) && isJsonObject(result) && side.type === result.type) {
    const inside = isJsonObject(base) && base.type === side.type ? base : {}
    for (const key of new Set([...Object.keys(side), ...Object.keys(inside)])) {
      collect(
        [...path, key],
        { base: own(inside, key), side: own(side, key), result: own(result, key) },
        lost,
      )
    }
    return
  }
  lost.push({
    path,
    ...(base === undefined ? {} : { base }),
    ...(result === undefined ? {} : { kept: result }),
    ...(side === undefined ? {} : { lost: side }),
  })
}

const toJson = (project: ProjectDocument): Json => project as unknown as Json

const own = (object: { readonly [key: string]: Json }, key: string): Json | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined
