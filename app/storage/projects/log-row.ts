import * as z from 'zod/mini'
import { type Change, changeSchema } from '#app/document/changes/change.ts'
import { PLAIN_SCHEMA_VERSION, SCHEMA_VERSION } from '#app/document/model/schema-version.ts'
import type { LogRow } from '#app/sync/ports/log.ts'
import { optionalField } from '../database/optional-field.ts'

/**
 * One change of a project's log. The body is JSON text: it is sent to the server unchanged, its size is known, and
 * unparseable text can still be exported (decision 0006).
 */
const changeRowSchema = z.object({
  seq: z.int(),
  projectId: z.string(),
  atMs: z.number(),
  /** Identifies the change, so that a retry after a lost connection does not apply it twice. */
  commitId: z.string(),
  schemaVersion: z.int(),
  body: z.string(),
  origin: z.catch(z.enum(['local', 'remote']), 'local'),
  tabId: optionalField(z.string()),
  kind: z.catch(z.enum(['edit', 'undo', 'redo']), 'edit'),
  of: optionalField(z.string()),
})
export type ChangeRow = z.infer<typeof changeRowSchema>
export type NewChangeRow = Omit<ChangeRow, 'seq'>

/** The fields of a row besides its number and its change. */
export type ChangeMetadata = Pick<LogRow, 'atMs' | 'commitId' | 'origin'> &
  Partial<Pick<LogRow, 'tabId' | 'kind' | 'of'>>

export function createChangeRow(projectId: string, change: Change, metadata: ChangeMetadata): NewChangeRow {
  const { tabId, of, kind = 'edit', ...rest } = metadata
  return {
    projectId,
    ...rest,
    kind,
    ...(tabId === undefined ? {} : { tabId }),
    ...(of === undefined ? {} : { of }),
    // A change that needs a newer build sets the document's version.
    schemaVersion: PLAIN_SCHEMA_VERSION,
    body: JSON.stringify(change),
  }
}

export function parseChangeRows(raw: readonly unknown[]): z.core.util.SafeParseResult<ChangeRow[]> {
  return z.array(changeRowSchema).safeParse(raw)
}

/** Throws when the row is damaged. */
export function parseChange(row: ChangeRow): Change {
  return changeSchema.parse(JSON.parse(row.body)) as Change
}

/** A row that was just written, with its number, as readers of the log see it. */
export function toLogRow(
  { seq, atMs, commitId, origin, tabId, kind, of }: ChangeRow,
  change: Change,
): LogRow {
  return { seq, atMs, commitId, origin, tabId, kind, of, change }
}

/** A damaged or newer row is left out: the document includes its effect. */
export function listLogRows(raw: readonly unknown[]): readonly LogRow[] {
  return raw.flatMap((one): LogRow[] => {
    const row = changeRowSchema.safeParse(one)
    if (!row.success || row.data.schemaVersion > SCHEMA_VERSION) return []
    const { body: _text, schemaVersion: _version, projectId: _project, tabId, of, ...rest } = row.data
    const change = changeSchema.safeParse(parseJson(row.data.body))
    return change.success ? [{ ...rest, tabId, of, change: change.data as Change }] : []
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
