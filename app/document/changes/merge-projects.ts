import type { ProjectDocument } from '../model/schema.ts'
import { withVersion } from '../model/with-version.ts'
import { isJsonObject } from './apply-change.ts'
import type { Json, Path } from './change.ts'
import { isMapEntry } from './diff-projects.ts'
import { isSame } from './is-same.ts'
import { keepMasters } from './keep-masters.ts'
import { mergeText } from './merge-text.ts'

/**
 * A place both sides changed in different ways. `kept` is in the merged project, `lost` is not: it lives on in the
 * conflict record, shown and restorable. An absent value means the side removed it. On a device `earlier` is the
 * account's version and `later` its own.
 */
export type MergeConflict = {
  path: Path
  base?: Json
  kept?: Json
  lost?: Json
  /** The side whose value was discarded. */
  lostSide: 'earlier' | 'later'
}

export type MergeResult<Document extends ProjectDocument = ProjectDocument> = {
  project: Document
  conflicts: readonly MergeConflict[]
}

/**
 * Three-way merge by field. `later` is the side that arrives later and wins where both differ. One side changed → that;
 * both the same → that; captions merge by words; an edit beats a delete of the entry it is in; lists need no rule of
 * their own, because every list is an id-keyed map with order keys. The view never conflicts.
 */
export function mergeProjects<Document extends ProjectDocument>(
  base: Document,
  earlier: Document,
  later: Document,
): MergeResult<Document> {
  const conflicts: MergeConflict[] = []
  const merged = mergeValue(
    [],
    { base: toJson(base), earlier: toJson(earlier), later: toJson(later) },
    conflicts,
  ) as unknown as Document
  const project = withVersion(keepMasters(merged, { earlier, later }, conflicts))
  // The version follows from the content: there is nothing to choose.
  return { project, conflicts: conflicts.filter(({ path }) => path[0] !== 'schemaVersion') }
}

/** `null` in a linked screen's overrides: its master's element is left out. */
const isGone = (value: Json | undefined): boolean => value === undefined || value === null

type Sides = { base: Json | undefined; earlier: Json | undefined; later: Json | undefined }

function mergeValue(
  path: Path,
  { base, earlier, later }: Sides,
  conflicts: MergeConflict[],
): Json | undefined {
  if (earlier === later || isSame(base, earlier)) return later
  if (isSame(base, later)) return earlier
  if (isSame(earlier, later)) return later
  if (path[0] === 'view') return mergeView(path, { base, earlier, later })
  if (isMergeable(base, earlier, later)) return mergeObjects(path, { base, earlier, later }, conflicts)
  if (isMapEntry(path) && (isGone(earlier) || isGone(later))) {
    // An edit beats a delete: the side that still has the entry is the one that edited it.
    const [lostSide, kept, lost] =
      isGone(earlier) && !isGone(later)
        ? (['earlier', later, earlier] as const)
        : (['later', earlier, later] as const)
    return keep(path, { base, kept, lost, lostSide }, conflicts)
  }
  if (typeof earlier === 'string' && typeof later === 'string' && path.at(-2) === 'contentByLocale') {
    const text = mergeText(typeof base === 'string' ? base : '', earlier, later)
    return text.clean
      ? text.merged
      : keep(path, { base, kept: text.merged, lost: earlier, lostSide: 'earlier' }, conflicts)
  }
  return keep(path, { base, kept: later, lost: earlier, lostSide: 'earlier' }, conflicts)
}

function mergeObjects(path: Path, sides: Sides, conflicts: MergeConflict[]): Json {
  const base = objectOf(sides.base)
  const earlier = objectOf(sides.earlier)
  const later = objectOf(sides.later)
  const merged: Record<string, Json> = {}
  for (const key of new Set([...Object.keys(earlier), ...Object.keys(later)])) {
    const value = mergeValue(
      [...path, key],
      { base: own(base, key), earlier: own(earlier, key), later: own(later, key) },
      conflicts,
    )
    if (value !== undefined) merged[key] = value
  }
  return merged
}

/** Both sides are still the same kind of object; without a base (both inserted the same id) they merge as well. */
function isMergeable(base: Json | undefined, earlier: Json | undefined, later: Json | undefined): boolean {
  if (!isJsonObject(earlier) || !isJsonObject(later) || earlier.type !== later.type) return false
  return base === undefined || (isJsonObject(base) && base.type === later.type)
}

function mergeView(path: Path, sides: Sides): Json | undefined {
  if (!isMergeable(sides.base, sides.earlier, sides.later)) return sides.later
  return mergeObjects(path, sides, [])
}

function keep(
  path: Path,
  outcome: {
    base: Json | undefined
    kept: Json | undefined
    lost: Json | undefined
    lostSide: MergeConflict['lostSide']
  },
  conflicts: MergeConflict[],
): Json | undefined {
  conflicts.push({
    path,
    ...(outcome.base === undefined ? {} : { base: outcome.base }),
    ...(outcome.kept === undefined ? {} : { kept: outcome.kept }),
    ...(outcome.lost === undefined ? {} : { lost: outcome.lost }),
    lostSide: outcome.lostSide,
  })
  return outcome.kept
}

const toJson = (project: ProjectDocument): Json => project as unknown as Json

const objectOf = (value: Json | undefined) => (isJsonObject(value) ? value : {})

const own = (object: { readonly [key: string]: Json }, key: string): Json | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined
