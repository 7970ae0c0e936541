import { isHighSurrogate, isLowSurrogate } from '../model/cut-text.ts'
import type { Project } from '../model/schema.ts'
import type { Change, Json, Op, Path, SpliceOp } from './change.ts'
import { mergeText } from './merge-text.ts'

type JsonObject = { readonly [key: string]: Json }

/**
 * Applies a change to a project and returns a new one that shares every untouched branch with the old (so `===` tells
 * what changed). Total: an op whose parent is gone (its screen was deleted elsewhere) does nothing, an insert never
 * overwrites an entry that is there, a splice on another text than its own is merged by words or, where that is not
 * known, clamped.
 */
export function applyChange(project: Project, change: Change): Project {
  let root = project as unknown as JsonObject
  for (const op of change.ops) root = applyOp(root, op)
  return root as unknown as Project
}

/** Applies one op to the object its path starts from. */
export function applyOp(root: JsonObject, op: Op): JsonObject {
  switch (op.op) {
    case 'set':
      return editAt(root, op.path, (parent, key) => withKey(parent, key, op.after))
    case 'insert':
      return editAt(root, op.path, (parent, key) =>
        Object.hasOwn(parent, key) ? parent : withKey(parent, key, op.value),
      )
    case 'remove':
      return editAt(root, op.path, (parent, key) => withKey(parent, key, undefined))
    case 'splice':
      return editAt(root, op.path, (parent, key) => {
        const text = Object.hasOwn(parent, key) ? parent[key] : undefined
        return typeof text === 'string' ? withKey(parent, key, spliceOrMerge(text, op)) : parent
      })
  }
}

function spliceOrMerge(text: string, op: SpliceOp): string {
  const { before = text } = op
  if (before === text) return spliceText(text, op)
  // Nobody records here what does not stay, so everything stays.
  return mergeText(before, text, spliceText(before, op), 'both').merged
}

export function spliceText(text: string, op: { at: number; removed: string; inserted: string }): string {
  const at = avoidPair(text, Math.min(op.at, text.length))
  return text.slice(0, at) + op.inserted + text.slice(avoidPair(text, at + op.removed.length))
}

/** On a text it was not made for a splice may fall between two halves of a character: it moves before it. */
function avoidPair(text: string, at: number): number {
  return isHighSurrogate(text.charCodeAt(at - 1)) && isLowSurrogate(text.charCodeAt(at)) ? at - 1 : at
}

function editAt(
  node: JsonObject,
  path: Path,
  edit: (parent: JsonObject, key: string) => JsonObject,
): JsonObject {
  const [key, ...rest] = path
  if (key === undefined) return node
  if (rest.length === 0) return edit(node, key)
  const child = Object.hasOwn(node, key) ? node[key] : undefined
  if (!isJsonObject(child)) return node
  const next = editAt(child, rest, edit)
  return next === child ? node : { ...node, [key]: next }
}

function withKey(parent: JsonObject, key: string, value: Json | undefined): JsonObject {
  if (value === undefined) {
    if (!Object.hasOwn(parent, key)) return parent
    const { [key]: _gone, ...kept } = parent
    return kept
  }
  return parent[key] === value && Object.hasOwn(parent, key) ? parent : { ...parent, [key]: value }
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
