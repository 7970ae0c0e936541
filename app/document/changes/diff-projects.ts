import { isHighSurrogate, isLowSurrogate } from '../model/cut-text.ts'
import type { ProjectDocument } from '../model/schema.ts'
import { isJsonObject } from './apply-change.ts'
import { type Change, cutLabel, type Json, type Op, type Path } from './change.ts'
import { isSame } from './is-same.ts'

/**
 * The change that leads from one project to another, field by field: the way every edit is planned. Write a pure
 * function Project → Project with spread syntax and diff the two; untouched branches are skipped by `===`, so the cost
 * follows the edit and not the document. Objects whose `type` differs (a colour background that became a gradient) and
 * arrays are one value; text in `contentByLocale` becomes a splice.
 */
export function diffProjects(before: ProjectDocument, after: ProjectDocument, label: string): Change {
  const ops: Op[] = []
  diffObjects([], before as unknown as JsonObject, after as unknown as JsonObject, ops)
  return { label: cutLabel(label), ops }
}

type JsonObject = { readonly [key: string]: Json }

function diffObjects(path: Path, before: JsonObject, after: JsonObject, ops: Op[]): void {
  for (const key of Object.keys(before)) {
    const old = before[key]
    if (old !== undefined && findOwn(after, key) === undefined) ops.push(disappear([...path, key], old))
  }
  for (const key of Object.keys(after)) {
    const here = [...path, key]
    const old = findOwn(before, key)
    const now = after[key]
    if (now === undefined || old === now) continue
    if (old === undefined) ops.push(appear(here, now))
    else diffValues(here, old, now, ops)
  }
}

/** A key may be any string, including `toString`. */
function findOwn(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined
}

function diffValues(path: Path, before: Json, after: Json, ops: Op[]): void {
  if (isJsonObject(before) && isJsonObject(after) && before.type === after.type) {
    diffObjects(path, before, after, ops)
  } else if (typeof before === 'string' && typeof after === 'string' && path.at(-2) === 'contentByLocale') {
    ops.push({ op: 'splice', path, before, ...diffText(before, after) })
  } else if (!isSame(before, after)) {
    // Not compared as text: jsonb may have reordered the keys.
    ops.push({ op: 'set', path, before, after })
  }
}

/** One splice over the part between the common prefix and the common suffix; it never cuts a surrogate pair. */
function diffText(before: string, after: string): { at: number; removed: string; inserted: string } {
  const shorter = Math.min(before.length, after.length)
  let at = 0
  while (at < shorter && before[at] === after[at]) at += 1
  if (isHighSurrogate(before.charCodeAt(at - 1))) at -= 1
  let tail = 0
  while (tail < shorter - at && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1
  if (tail > 0 && isLowSurrogate(before.charCodeAt(before.length - tail))) tail -= 1
  return {
    at,
    removed: before.slice(at, before.length - tail),
    inserted: after.slice(at, after.length - tail),
  }
}

const appear = (path: Path, value: Json): Op =>
  isMapEntry(path) ? { op: 'insert', path, value } : { op: 'set', path, after: value }

const disappear = (path: Path, value: Json): Op =>
  isMapEntry(path) ? { op: 'remove', path, value } : { op: 'set', path, before: value }

/**
 * True when the path names an entry of one of the document's id-keyed maps (a size, a screen, an element, a language
 * …).
 */
export function isMapEntry(path: Path): boolean {
  const [root] = path
  if (root === 'screensByCanvasSize') {
    if (path[3] === 'overrides') return path.length === 6 && path[4] === 'elements'
    return (
      path.length === 2 ||
      path.length === 3 ||
      (path.length === 5 && (path[3] === 'elements' || path[3] === 'groups'))
    )
  }
  if (root === 'sharedBackgrounds') return path.length === 2 || (path.length === 4 && path[2] === 'screens')
  return root === 'locales' && path.length === 2
}
