import { z } from 'zod'
import { applyChange } from '#app/document/apply-change.ts'
import { type Change, changeSchema } from '#app/document/change.ts'
import { migrateProjectData } from '#app/document/migrate.ts'
import { parseProject } from '#app/document/parse-project.ts'
import { type Project, SCHEMA_VERSION } from '#app/document/schema.ts'

/**
 * A document as it lies on disk: a snapshot and the changes since. Both are JSON text: changes are sent to the server as they
 * are, and what cannot be parsed can still be exported (decision 0006).
 */
const snapshotRowSchema = z.object({
  projectId: z.string(),
  body: z.string(),
  includedSeq: z.int().min(0),
  /** New with every snapshot: a fold that read another one must not overwrite this. */
  snapshotId: z.string(),
})
export type SnapshotRow = z.infer<typeof snapshotRowSchema>

const changeRowSchema = z.object({
  seq: z.int(),
  projectId: z.string(),
  atMs: z.number(),
  /** Names the commit, so that a commit which is tried again after a lost connection is not applied twice. */
  commitId: z.string(),
  schemaVersion: z.int(),
  body: z.string(),
})
export type ChangeRow = z.infer<typeof changeRowSchema>

export type StoredBody =
  | { kind: 'ok'; project: Project; folded: Folded }
  | { kind: 'newer'; schemaVersion: number; raw: unknown }
  | { kind: 'broken'; issues: readonly string[]; raw: unknown }

/** What a fold needs to know about the rows that were read. */
export type Folded = {
  snapshotId: string
  lastSeq: number
  tail: readonly number[]
  tailBytes: number
  snapshotBytes: number
}

export function createSnapshotRow(
  project: Project,
  includedSeq: number,
): SnapshotRow & { projectId: string } {
  return {
    projectId: project.id,
    body: JSON.stringify(project),
    includedSeq,
    snapshotId: crypto.randomUUID(),
  }
}

export type NewChangeRow = Omit<ChangeRow, 'seq'>

export function createChangeRow(
  projectId: string,
  change: Change,
  commit: { atMs: number; commitId: string },
): NewChangeRow {
  return { projectId, ...commit, schemaVersion: SCHEMA_VERSION, body: JSON.stringify(change) }
}

/** Puts a document together again. Never throws: whatever cannot be read comes back as `raw`, to be exported. */
export function parseStoredBody(rawSnapshot: unknown, rawChanges: readonly unknown[]): StoredBody {
  const raw = { snapshot: rawSnapshot, changes: rawChanges }
  if (rawSnapshot === undefined) return { kind: 'broken', issues: ['the stored document is missing'], raw }
  const snapshot = snapshotRowSchema.safeParse(rawSnapshot)
  if (!snapshot.success) return broken(snapshot.error, 'snapshot', raw)
  const rows = z.array(changeRowSchema).safeParse(rawChanges)
  if (!rows.success) return broken(rows.error, 'changes', raw)

  const tail = rows.data.filter((row) => row.seq > snapshot.data.includedSeq)
  const newest = Math.max(0, ...tail.map((row) => row.schemaVersion))
  let document: unknown
  try {
    document = replay(JSON.parse(snapshot.data.body), tail)
  } catch (error) {
    return { kind: 'broken', issues: [error instanceof Error ? error.message : String(error)], raw }
  }
  if (newest > SCHEMA_VERSION) return { kind: 'newer', schemaVersion: newest, raw: document }
  const parsed = parseProject(document)
  if (parsed.kind === 'newer') return parsed
  if (parsed.kind === 'invalid') return { kind: 'broken', issues: parsed.issues, raw: parsed.raw }
  return {
    kind: 'ok',
    project: parsed.project,
    folded: {
      snapshotId: snapshot.data.snapshotId,
      lastSeq: tail.at(-1)?.seq ?? snapshot.data.includedSeq,
      tail: rows.data.map((row) => row.seq),
      snapshotBytes: snapshot.data.body.length,
      tailBytes: tail.reduce((bytes, row) => bytes + row.body.length, 0),
    },
  }
}

/** A change made by a newer build speaks of the newer document: the document is lifted before it is applied. */
function replay(base: unknown, tail: readonly ChangeRow[]): unknown {
  let document = base
  for (const row of tail) {
    if (row.schemaVersion > getVersion(document)) document = migrateProjectData(document)
    const change = changeSchema.parse(JSON.parse(row.body))
    document = applyChange(document as Project, change as Change)
  }
  return document
}

function getVersion(document: unknown): number {
  const version = typeof document === 'object' && document !== null && 'schemaVersion' in document
  return version && typeof document.schemaVersion === 'number' ? document.schemaVersion : 0
}

function broken(error: z.ZodError, where: string, raw: unknown): StoredBody {
  const issues = error.issues.map((issue) => `${[where, ...issue.path].join('.')}: ${issue.message}`)
  return { kind: 'broken', issues, raw }
}
