import type { Json, Path } from '#app/document/changes/change.ts'
import { describeConflictPlace, describeValue } from '#app/document/changes/describe-path.ts'
import { isMapEntry } from '#app/document/changes/diff-projects.ts'
import type { MergeConflict } from '#app/document/changes/merge-projects.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import { canKeepBoth } from './plan-resolution.ts'

/** One conflict to review: “Headline on screen 2: this device “Fast”, other device “Faster””. */
export type ConflictItem = {
  key: string
  entries: readonly MergeConflict[]
  place: string
  mine: string
  theirs: string
  /** The side whose value is in the project now. */
  kept: 'mine' | 'theirs'
  canKeepBoth: boolean
}

/** The position of an element is one conflict for the user and five fields of the document. */
const placeFields: readonly string[] = ['x', 'y', 'width', 'height', 'rotation']
const placeText: Readonly<Record<string, string>> = {
  x: 'left',
  y: 'top',
  width: 'width',
  height: 'height',
  rotation: 'rotation',
}

export function planItems(
  entries: readonly MergeConflict[],
  known: readonly ProjectDocument[],
): ConflictItem[] {
  const groups = new Map<string, MergeConflict[]>()
  for (const entry of entries) {
    const key = JSON.stringify([...findGroupPath(entry.path), entry.lostSide])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [entry])
    else group.push(entry)
  }
  return [...groups].map(([key, group]) => toItem(key, group, known))
}

function findGroupPath(path: Path): Path {
  return isPlaceField(path) ? [...path.slice(0, 5), 'place'] : path
}

const isPlaceField = (path: Path) =>
  path.length === 6 && path[3] === 'elements' && placeFields.includes(path[5] ?? '')

function toItem(
  key: string,
  entries: readonly MergeConflict[],
  known: readonly ProjectDocument[],
): ConflictItem {
  const [first] = entries
  if (first === undefined) throw new Error('A thing to look at needs an entry.')
  const kept = first.lostSide === 'earlier' ? 'mine' : 'theirs'
  const keptText = describeSide(entries, 'kept', known)
  const lostText = describeSide(entries, 'lost', known)
  return {
    key,
    entries,
    place: isPlaceField(first.path)
      ? `Position of ${describeConflictPlace({ ...first, path: first.path.slice(0, 5) }, known)}`
      : describeConflictPlace(first, known),
    mine: kept === 'mine' ? keptText : lostText,
    theirs: kept === 'mine' ? lostText : keptText,
    kept,
    canKeepBoth: canKeepBoth(entries),
  }
}

function describeSide(
  entries: readonly MergeConflict[],
  side: 'kept' | 'lost',
  known: readonly ProjectDocument[],
): string {
  const text = entries.map((entry) => {
    const value = describeSideValue(entry, side, known)
    return isPlaceField(entry.path) ? `${placeText[entry.path.at(-1) ?? ''] ?? ''} ${value}` : value
  })
  return text.join(', ')
}

function describeSideValue(
  entry: MergeConflict,
  side: 'kept' | 'lost',
  known: readonly ProjectDocument[],
): string {
  const value: Json | undefined = entry[side]
  if (isMapEntry(entry.path)) return value === undefined ? 'deleted' : 'changed'
  return describeValue(entry.path, value, known)
}
