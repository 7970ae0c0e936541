import * as z from 'zod/mini'
import { cutText } from '../model/cut-text.ts'
import { isJson, type Json } from './is-json.ts'

export type { Json } from './is-json.ts'

/** Keys from the project's root to a field or a map entry. Only ids and field names: never an index. */
export type Path = readonly string[]

/** `before` or `after` absent: the field is absent on that side. */
export type SetOp = { op: 'set'; path: Path; before?: Json; after?: Json }
/** Inserts or removes a whole entry of an id-keyed map. */
export type InsertOp = { op: 'insert'; path: Path; value: Json }
export type RemoveOp = { op: 'remove'; path: Path; value: Json }
/**
 * Text at `path`: at UTF-16 offset `at`, `removed` was replaced by `inserted`. `before`: the whole text it was made on, where
 * that is known; on another text it is merged by words, because its place means nothing there.
 */
export type SpliceOp = {
  op: 'splice'
  path: Path
  before?: string
  at: number
  removed: string
  inserted: string
}
export type Op = SetOp | InsertOp | RemoveOp | SpliceOp

/**
 * One edit as a value: undo inverts it, IndexedDB stores it, sync sends it, merge rebases it, history names it by
 * `label` ("Move headline").
 */
export type Change = { label: string; ops: readonly Op[] }

const reserved = new Set(['__proto__', 'constructor', 'prototype'])
const pathSchema = z
  .array(z.string().check(z.refine((key) => !reserved.has(key), 'is a reserved word')))
  .check(z.minLength(1), z.maxLength(32))
const jsonSchema = z.custom<Json>(isJson, 'is not JSON')

export const opSchema = z.discriminatedUnion('op', [
  z.object({
    op: z.literal('set'),
    path: pathSchema,
    before: z.exactOptional(jsonSchema),
    after: z.exactOptional(jsonSchema),
  }),
  z.object({ op: z.literal('insert'), path: pathSchema, value: jsonSchema }),
  z.object({ op: z.literal('remove'), path: pathSchema, value: jsonSchema }),
  z.object({
    op: z.literal('splice'),
    path: pathSchema,
    before: z.exactOptional(z.string()),
    at: z.int().check(z.minimum(0)),
    removed: z.string(),
    inserted: z.string(),
  }),
])

/** UTF-16 units. A label has the name of its layer in it, which may be as long. */
const longestLabel = 200
export const cutLabel = (label: string) => cutText(label, longestLabel)

/** "Move headline, Change colour": each once, in the order they were made; empty where none has a label. */
export const joinLabels = (changes: readonly { readonly label: string }[]): string =>
  cutLabel([...new Set(changes.map(({ label }) => label))].filter((label) => label !== '').join(', '))
/** A longer one is cut: a label must not make a change unreadable. */
export const labelSchema = z.string().check(z.overwrite(cutLabel))

export const changeSchema = z.object({
  label: labelSchema,
  ops: z.array(opSchema).check(z.maxLength(100_000)),
})

/** View changes never make a project dirty and never cause a push; they are sent with the next push. */
export function isViewOnly(change: Change): boolean {
  return change.ops.every((op) => op.path[0] === 'view')
}
