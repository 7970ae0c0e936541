import { isHighSurrogate, isLowSurrogate } from '../model/cut-text.ts'
import type { ProjectDocument } from '../model/schema.ts'
import type { Change, Json, Op, Path, SpliceOp } from './change.ts'
import { mergeText } from './merge-text.ts'

type JsonObject = { readonly [key: string]: Json }

/**
 * Applies a change to a project and returns a new one that shares every untouched branch with the old (so `===` finds
 * what changed). Total: an op whose parent is gone (its screen was deleted on another device) does nothing, an insert
 * never overwrites an existing entry, a splice on another text than its own is merged by words or, where that text is
 * not known, clamped.
 */
export function applyChange<Document extends ProjectDocument>(project: Document, change: Change): Document {
  return applyChanges(project, [change])
}

/** Applies changes one after the other; each map is copied once for all of them, however many ops touch it. */
export function applyChanges<Document extends ProjectDocument>(
  project: Document,
  changes: readonly Change[],
): Document {
  const copies: Copies = new WeakSet()
  let root = project as unknown as JsonObject
  for (const { ops } of changes) for (const op of ops) root = applyOp(root, op, copies)
  return root as unknown as Document
}

/** Objects created by this call: no other code has a reference yet, so they may be changed in place. */
export type Copies = WeakSet<object>

/** Applies one op to the object its path starts from; `copies` when several follow each other. */
export function applyOp(root: JsonObject, op: Op, copies: Copies = new WeakSet()): JsonObject {
  switch (op.op) {
    case 'set':
      return editAt(root, op.path, copies, () => op.after)
    case 'insert':
      return editAt(root, op.path, copies, (present) => present ?? op.value)
    case 'remove':
      return editAt(root, op.path, copies, () => undefined)
    case 'splice':
      return editAt(root, op.path, copies, (text) =>
        typeof text === 'string' ? spliceOrMerge(text, op) : text,
      )
  }
}

function spliceOrMerge(text: string, op: SpliceOp): string {
  const { before = text } = op
  if (before === text) return spliceText(text, op)
  // Without a conflict record nothing is discarded, so every op is kept.
  return mergeText(before, text, spliceText(before, op), 'both').merged
}

export function spliceText(text: string, op: { at: number; removed: string; inserted: string }): string {
  const at = avoidPair(text, Math.min(op.at, text.length))
  return text.slice(0, at) + op.inserted + text.slice(avoidPair(text, at + op.removed.length))
}

/**
 * On a text it was not made for, a splice may fall between the halves of a surrogate pair: it moves before the pair.
 */
function avoidPair(text: string, at: number): number {
  return isHighSurrogate(text.charCodeAt(at - 1)) && isLowSurrogate(text.charCodeAt(at)) ? at - 1 : at
}

/** `edit` receives the value at the end of the path and returns its replacement; `undefined` removes it. */
function editAt(
  root: JsonObject,
  path: Path,
  copies: Copies,
  edit: (present: Json | undefined) => Json | undefined,
): JsonObject {
  const nodes = findNodes(root, path)
  const key = path.at(-1)
  const parent = nodes?.at(-1)
  if (nodes === undefined || parent === undefined || key === undefined) return root
  const present = own(parent, key)
  const next = edit(present)
  if (next === present) return root
  let child: Json | undefined = next
  for (let level = nodes.length - 1; level >= 0; level -= 1) {
    child = withKey(nodes[level] as JsonObject, path[level] as string, child, copies)
  }
  return child as JsonObject
}

/** The objects along the path, the last one being the parent of what it names; `undefined`: the parent is gone. */
function findNodes(root: JsonObject, path: Path): readonly JsonObject[] | undefined {
  const nodes = [root]
  let node = root
  for (const key of path.slice(0, -1)) {
    const child = own(node, key)
    if (!isJsonObject(child)) return undefined
    nodes.push(child)
    node = child
  }
  return nodes
}

const own = (node: JsonObject, key: string): Json | undefined =>
  Object.hasOwn(node, key) ? node[key] : undefined

function withKey(parent: JsonObject, key: string, value: Json | undefined, copies: Copies): JsonObject {
  if (own(parent, key) === value) return parent
  const copy: Record<string, Json> = copies.has(parent) ? parent : { ...parent }
  copies.add(copy)
  if (value === undefined) delete copy[key]
  // The one name that an assignment would not create as a member.
  else if (key === '__proto__')
    Object.defineProperty(copy, key, { value, enumerable: true, configurable: true, writable: true })
  else copy[key] = value
  return copy
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
