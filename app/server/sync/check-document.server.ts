import * as z from 'zod/mini'
import { isJsonObject } from '#app/document/changes/apply-change.ts'
import { toCanonicalParts } from '#app/document/changes/canonical-text.ts'
import type { Change } from '#app/document/changes/change.ts'
import { compileCheck } from '#app/document/model/compile-check.ts'
import { canvasSizeIdSchema, screenIdSchema } from '#app/document/model/ids.ts'
import {
  linkedScreenSchema,
  type ProjectDocument,
  projectDataSchema,
  type StoredScreen,
  screenSchema,
} from '#app/document/model/schema.ts'
import { isLinked } from '#app/document/model/screen-link.ts'
import { MAX_PUSH_OPS } from '#app/sync/protocol/projects.ts'
import { findStorageIssues } from '../http/storable-json.server.ts'
import { describeWideMap, findBoundsIssue, findWideMap } from './document-bounds.server.ts'
import { measureParts } from './stored-document.server.ts'

export type DocumentLimits = {
  projectMaxBytes: number
  projectMaxDepth: number
  nameMaxLength: number
  /** Of one map. */
  projectMaxKeys: number
  /** Of one text of JSON. */
  jsonMaxValues?: number
}

/** Never stored as it is; the message is for the user who made the edit. */
export type Refusal = { code: 'invalid' | 'too_large' | 'insufficient_storage'; message: string }

export type CheckedDocument =
  | { kind: 'ok'; parts: readonly string[]; sizeBytes: number }
  | ({ kind: 'refused' } & Refusal)

/**
 * Checks whether a document may be stored, and returns its canonical text, which is `text` if given. Values that jsonb
 * cannot store are checked separately.
 */
export function checkDocument(
  document: ProjectDocument,
  limits: DocumentLimits,
  text?: string,
): CheckedDocument {
  const nameIssue = findNameIssue(document.name, limits)
  if (nameIssue !== undefined) return refuse('invalid', nameIssue)
  const issue = findDataIssue(document, limits)
  if (issue !== undefined) return refuse('invalid', issue)
  const parts = text === undefined ? toCanonicalParts(document) : [text]
  const sizeBytes = measureParts(parts)
  if (sizeBytes > limits.projectMaxBytes) {
    const message = `The project is larger than the ${limits.projectMaxBytes} bytes that the server takes.`
    return refuse('too_large', message)
  }
  return { kind: 'ok', parts, sizeBytes }
}

function refuse(code: Refusal['code'], message: string): CheckedDocument {
  return { kind: 'refused', code, message }
}

function findNameIssue(name: unknown, { nameMaxLength }: DocumentLimits): string | undefined {
  if (typeof name !== 'string' || name.trim() === '') return 'A project needs a name.'
  return name.length > nameMaxLength ? `A name has at most ${nameMaxLength} characters.` : undefined
}

/** Screens that were found valid once: documents share untouched branches, so an edit costs the screen it is in. */
const validScreens = new WeakSet<object>()
const rootSchema = z.omit(projectDataSchema, { screensByCanvasSize: true })
const checkRoot = compileCheck(rootSchema)
const checkWhole = compileCheck(screenSchema)
const checkLinked = compileCheck(linkedScreenSchema)

function findDataIssue(document: ProjectDocument, { projectMaxKeys }: DocumentLimits): string | undefined {
  const { id: _id, name: _name, screensByCanvasSize: sizes, ...rest } = document
  if (!checkRoot(rest)) {
    const root = rootSchema.safeParse(rest)
    if (!root.success) return describeIssue(root.error.issues[0])
  }
  const issue = findBoundsIssue(rest, projectMaxKeys)
  if (issue !== undefined) return issue
  if (!isJsonObject(sizes)) return 'The project holds no screens.'
  for (const [sizeId, screens] of Object.entries(sizes)) {
    if (!canvasSizeIdSchema.safeParse(sizeId).success || !isJsonObject(screens)) {
      return `The size "${sizeId}" is not valid.`
    }
    if (Object.keys(screens).length > projectMaxKeys) return describeWideMap(sizeId, projectMaxKeys)
    for (const [screenId, screen] of Object.entries(screens)) {
      if (isJsonObject(screen) && validScreens.has(screen)) continue
      if (!screenIdSchema.safeParse(screenId).success) return `The screen "${screenId}" is not valid.`
      const path = findWideMap(screen, projectMaxKeys)
      if (path !== undefined) return describeWideMap(path, projectMaxKeys)
      const isLink = isJsonObject(screen) && isLinked(screen as StoredScreen)
      if (!(isLink ? checkLinked : checkWhole)(screen)) {
        const parsed = (isLink ? linkedScreenSchema : screenSchema).safeParse(screen)
        if (!parsed.success) return describeIssue(parsed.error.issues[0], ['screen', screenId])
      }
      if (isJsonObject(screen)) validScreens.add(screen)
    }
  }
  return undefined
}

type Issue = { path: readonly PropertyKey[]; message: string }

export function describeIssue(issue: Issue | undefined, prefix: readonly PropertyKey[] = []): string {
  const place = [...prefix, ...(issue?.path ?? [])].map(String).join('.')
  return `The project would not be readable any more (${place || 'project'}: ${issue?.message ?? 'not valid'}).`
}

/** Values and names in changes that jsonb cannot store, and paths that no change may touch. */
export function findChangesIssue(changes: readonly Change[], limits: DocumentLimits): string | undefined {
  if (changes.reduce((sum, { ops }) => sum + ops.length, 0) > MAX_PUSH_OPS) {
    return `The change has more than ${MAX_PUSH_OPS} steps; send the project whole.`
  }
  for (const { ops } of changes) {
    for (const op of ops) {
      if (op.path[0] === 'id') return 'The id of a project cannot be changed.'
      // As in a PUT, whose body and data are the first two levels.
      const levelsLeft = limits.projectMaxDepth - op.path.length - 1
      if (levelsLeft < 0) return `The change is more than ${limits.projectMaxDepth} levels deep.`
      const { path, ...values } = op
      const [issue] = [...findStorageIssues(path, 1), ...findStorageIssues(values, levelsLeft + 1)]
      if (issue) return `The change cannot be stored: ${issue.message}.`
    }
  }
  return undefined
}
