import { z } from 'zod'
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
  .array(z.string().refine((key) => !reserved.has(key), 'is a reserved word'))
  .min(1)
  .max(32)
const jsonSchema = z.custom<Json>(isJson, 'is not JSON')

export const opSchema = z.discriminatedUnion('op', [
  z.object({
    op: z.literal('set'),
    path: pathSchema,
    before: jsonSchema.exactOptional(),
    after: jsonSchema.exactOptional(),
  }),
  z.object({ op: z.literal('insert'), path: pathSchema, value: jsonSchema }),
  z.object({ op: z.literal('remove'), path: pathSchema, value: jsonSchema }),
  z.object({
    op: z.literal('splice'),
    path: pathSchema,
    before: z.string().exactOptional(),
    at: z.int().min(0),
    removed: z.string(),
    inserted: z.string(),
  }),
])

export const changeSchema = z.object({ label: z.string().max(200), ops: z.array(opSchema).max(100_000) })

/** View changes never make a project dirty and never cause a push; they are sent with the next push. */
export function isViewOnly(change: Change): boolean {
  return change.ops.every((op) => op.path[0] === 'view')
}
