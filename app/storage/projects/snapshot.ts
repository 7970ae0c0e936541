import * as z from 'zod/mini'
import { applyChange } from '#app/document/changes/apply-change.ts'
import { toCanonicalParts } from '#app/document/changes/canonical-text.ts'
import { appendMembers, cutData, cutMembers, toDocumentText } from '#app/document/changes/document-text.ts'
import { migrateProjectData } from '#app/document/model/migrate.ts'
import { parseProject } from '#app/document/model/parse-project.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import { SCHEMA_VERSION } from '#app/document/model/schema-version.ts'
import type { HashText } from '#app/sync/ports/project-store.ts'
import { optionalField } from '../database/optional-field.ts'
import { type ChangeRow, parseChange, parseChangeRows } from './log-row.ts'

/** A document on disk: a snapshot and the changes since, both as JSON text (decision 0006). */
const snapshotRowSchema = z.object({
  projectId: z.string(),
  body: z.string(),
  includedSeq: z.int().check(z.minimum(0)),
  /** New with every snapshot: a compaction that read another one must not overwrite this. */
  snapshotId: z.string(),
  /** The first `length` characters of the body are the data as in the canonical text, whose SHA-256 is `hash`. */
  dataLength: optionalField(z.int()),
  hash: optionalField(z.string()),
  schemaVersion: optionalField(z.int()),
})
export type SnapshotRow = z.infer<typeof snapshotRowSchema>

export type StoredBody =
  | {
      kind: 'ok'
      project: ProjectDocument
      /** The document's number in the log. */
      seq: number
      /** The document at the requested number, sharing its untouched branches with `project`. */
      marked: ProjectDocument | undefined
      compacted: Compacted
    }
  | { kind: 'newer'; schemaVersion: number; raw: unknown }
  | { kind: 'broken'; issues: readonly string[]; raw: unknown }

/** Numbers and sizes of the rows read, for the compaction. */
export type Compacted = {
  snapshotId: string
  includedSeq: number
  tailLength: number
  tailBytes: number
  snapshotBytes: number
}

/** `body`: the document as JSON text. */
export function createSnapshotRow(
  body: string,
  { projectId, includedSeq, snapshotId }: SnapshotPlace,
): SnapshotRow {
  return { projectId, body, includedSeq, snapshotId }
}

export type SnapshotPlace = Pick<SnapshotRow, 'projectId' | 'includedSeq' | 'snapshotId'>

/** A document as its canonical text, which is hashed and sent unchanged, with the fields stored beside it. */
export type TextDocument = { text: string; hash: string; name: string; view: unknown; schemaVersion: number }

/**
 * Serialised once, here: later the text is sent without parsing or serialising. Without `hash` it is stored as plain
 * JSON.
 */
export async function createSnapshotOf(
  project: ProjectDocument,
  place: SnapshotPlace,
  hash: HashText | undefined,
): Promise<SnapshotRow> {
  if (hash === undefined) return createSnapshotRow(JSON.stringify(project), place)
  const { name, view, schemaVersion } = project
  const parts = toCanonicalParts(project)
  const hashing = hash(parts)
  // The row is put together while another thread hashes.
  const row = createTextRow({ text: parts.join(''), hash: '', name, view, schemaVersion }, place)
  const hashed = await hashing
  return row === undefined ? createSnapshotRow(JSON.stringify(project), place) : { ...row, hash: hashed }
}

/** `undefined`: the text is not canonical. */
export function createTextRow(
  { text, hash, name, view, schemaVersion }: TextDocument,
  place: SnapshotPlace,
): SnapshotRow | undefined {
  const data = cutData(text, name)
  if (data === undefined) return undefined
  const body = appendMembers(data, { view, id: place.projectId, name })
  return { ...createSnapshotRow(body, place), dataLength: data.length, hash, schemaVersion }
}

/** `undefined`: the row was written without its hash, or is damaged. */
export function readSnapshotText(rawSnapshot: unknown): (TextDocument & SnapshotPlace) | undefined {
  const snapshot = snapshotRowSchema.safeParse(rawSnapshot).data
  if (snapshot?.hash === undefined || snapshot.schemaVersion === undefined) return undefined
  const { body, dataLength = 0, hash, schemaVersion, ...place } = snapshot
  const cut = cutMembers(body, dataLength)
  if (typeof cut?.members.name !== 'string') return undefined
  const { name, view } = cut.members
  return { ...place, text: toDocumentText(cut.own, name), hash, name, view, schemaVersion }
}

/**
 * Reconstructs a document. Never throws: unreadable parts are returned as `raw`, for export. `markSeq`: the document at
 * this number of the log is returned as well.
 */
export function parseStoredBody(
  rawSnapshot: unknown,
  rawChanges: readonly unknown[],
  markSeq?: number | undefined,
): StoredBody {
  const raw = { snapshot: rawSnapshot, changes: rawChanges }
  if (rawSnapshot === undefined) return { kind: 'broken', issues: ['the stored document is missing'], raw }
  const snapshot = snapshotRowSchema.safeParse(rawSnapshot)
  if (!snapshot.success) return broken(snapshot.error, 'snapshot', raw)
  const rows = parseChangeRows(rawChanges)
  if (!rows.success) return broken(rows.error, 'changes', raw)

  const { includedSeq } = snapshot.data
  const tail = rows.data.filter((row) => row.seq > includedSeq)
  const newest = Math.max(0, ...tail.map((row) => row.schemaVersion))
  const isMarkable = markSeq !== undefined && markSeq >= includedSeq && newest <= SCHEMA_VERSION
  const marks = isMarkable ? tail.filter((row) => row.seq <= markSeq) : []
  let document: unknown
  let marked: ProjectDocument | undefined
  try {
    document = replay(JSON.parse(snapshot.data.body), marks)
    if (isMarkable) {
      const parsed = parseProject(document)
      // The working copy is made from the parsed base, so that the two share equal branches.
      if (parsed.kind === 'ok') document = marked = parsed.project
    }
    document = replay(document, tail.slice(marks.length))
  } catch (error) {
    return { kind: 'broken', issues: [error instanceof Error ? error.message : String(error)], raw }
  }
  if (newest > SCHEMA_VERSION) return { kind: 'newer', schemaVersion: newest, raw: document }
  const parsed = parseProject(document)
  if (parsed.kind === 'newer') return parsed
  if (parsed.kind === 'invalid') return { kind: 'broken', issues: parsed.issues, raw: parsed.raw }
  return {
    kind: 'ok',
    project: marked === undefined ? parsed.project : (document as ProjectDocument),
    seq: tail.at(-1)?.seq ?? includedSeq,
    marked,
    compacted: {
      snapshotId: snapshot.data.snapshotId,
      includedSeq,
      tailLength: tail.length,
      snapshotBytes: snapshot.data.body.length,
      tailBytes: tail.reduce((bytes, row) => bytes + row.body.length, 0),
    },
  }
}

/**
 * A change made by a newer build refers to the newer document: the document is migrated before the change is applied.
 */
function replay(base: unknown, tail: readonly ChangeRow[]): unknown {
  let document = base
  for (const row of tail) {
    if (row.schemaVersion > getVersion(document)) document = migrateProjectData(document)
    document = applyChange(document as ProjectDocument, parseChange(row))
  }
  return document
}

function getVersion(document: unknown): number {
  const version = typeof document === 'object' && document !== null && 'schemaVersion' in document
  return version && typeof document.schemaVersion === 'number' ? document.schemaVersion : 0
}

function broken(error: z.core.$ZodError, where: string, raw: unknown): StoredBody {
  const issues = error.issues.map((issue) => `${[where, ...issue.path].join('.')}: ${issue.message}`)
  return { kind: 'broken', issues, raw }
}
