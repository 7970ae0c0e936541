import type * as z from 'zod/mini'
import { isJson } from '#app/document/changes/is-json.ts'
import type { Push, syncRequestSchema } from '#app/sync/protocol/projects.ts'
import { MAX_PUSHES } from '#app/sync/protocol/projects.ts'

// Requests and edits as the app itself writes them, told by hand: for a few hundred bytes the schemas take longer than
// anything else that is checked of them. Whatever is not told here is parsed by its schema, whose word counts.

type Request = z.infer<typeof syncRequestSchema>
type Edit = Extract<Push, { changes: unknown }>
type Members = Record<string, unknown>

const MAX_LABEL = 200
const MAX_OPS = 100_000
const MAX_LEVELS = 32
const reserved = new Set(['__proto__', 'constructor', 'prototype'])
const guid = /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/
const sha256 = /^[0-9a-f]{64}$/

const isRecord = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
const isText = (value: unknown): value is string => typeof value === 'string'
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0
const isGuid = (value: unknown) => isText(value) && guid.test(value)

/** No others: a schema leaves them out. */
function hasOnly(value: Members, names: ReadonlySet<string>): boolean {
  for (const name of Object.keys(value)) if (!names.has(name)) return false
  return true
}

const requestNames = new Set(['protocol', 'clientId', 'cursor', 'epoch', 'texts', 'pushes'])

/** `false`: its schema has to tell. */
export function isPlainRequest(value: unknown): value is Request {
  if (!isRecord(value) || !hasOnly(value, requestNames)) return false
  const { protocol, clientId, cursor, epoch, texts, pushes } = value
  return (
    Number.isSafeInteger(protocol) &&
    isGuid(clientId) &&
    (cursor === null || isCount(cursor)) &&
    (epoch === undefined || isText(epoch)) &&
    (texts === undefined || texts === true) &&
    Array.isArray(pushes) &&
    pushes.length <= MAX_PUSHES &&
    pushes.every(
      (push) => isRecord(push) && !Object.hasOwn(push, '__proto__') && isCount(push.n) && push.n > 0,
    )
  )
}

const pushNames = new Set(['n', 'projectId', 'baseRevision', 'changes', 'hash'])

/** `false`: its schema has to tell. */
export function isPlainEdit(value: unknown): value is Edit {
  if (!isRecord(value) || !hasOnly(value, pushNames)) return false
  const { n, projectId, baseRevision, changes, hash } = value
  return (
    isCount(n) &&
    n > 0 &&
    isGuid(projectId) &&
    isCount(baseRevision) &&
    isText(hash) &&
    sha256.test(hash) &&
    Array.isArray(changes) &&
    changes.length > 0 &&
    changes.every(isPlainChange)
  )
}

const changeNames = new Set(['label', 'ops'])

function isPlainChange(value: unknown): boolean {
  if (!isRecord(value) || !hasOnly(value, changeNames)) return false
  const { label, ops } = value
  if (!isText(label) || label.length > MAX_LABEL) return false
  return Array.isArray(ops) && ops.length <= MAX_OPS && ops.every(isPlainOp)
}

const setNames = new Set(['op', 'path', 'before', 'after'])
const spliceNames = new Set(['op', 'path', 'before', 'at', 'removed', 'inserted'])
const entryNames = new Set(['op', 'path', 'value'])

function isPlainOp(value: unknown): boolean {
  if (!isRecord(value) || !isPath(value.path)) return false
  const has = (name: string) => Object.hasOwn(value, name)
  switch (value.op) {
    case 'set':
      return (
        hasOnly(value, setNames) &&
        (!has('before') || isJson(value.before)) &&
        (!has('after') || isJson(value.after))
      )
    case 'insert':
    case 'remove':
      return hasOnly(value, entryNames) && has('value') && isJson(value.value)
    case 'splice':
      return (
        hasOnly(value, spliceNames) &&
        (!has('before') || isText(value.before)) &&
        isCount(value.at) &&
        isText(value.removed) &&
        isText(value.inserted)
      )
    default:
      return false
  }
}

function isPath(value: unknown): boolean {
  if (!Array.isArray(value) || value.length === 0 || value.length > MAX_LEVELS) return false
  for (const key of value) if (!isText(key) || reserved.has(key)) return false
  return true
}
