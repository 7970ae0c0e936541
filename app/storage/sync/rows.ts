import * as z from 'zod/mini'
import { parseProject } from '#app/document/model/parse-project.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import type { ConflictRecord, Quarantined, SyncState } from '#app/sync/ports/sync-store.ts'
import { optionalField } from '../database/optional-field.ts'
import type { ReadTransaction, WriteTransaction } from '../database/schema.ts'

/** The rows of sync besides the projects' own. Pushes and records are stored as JSON text. */

const clientSchema = z.object({ clientId: z.string(), nextN: z.int().check(z.minimum(1)) })
const cursorSchema = z.object({
  cursor: z.catch(z.nullable(z.int()), null),
  epoch: optionalField(z.string()),
})
const leaderSchema = z.object({ fence: z.int() })
const syncedSchema = z.object({ atMs: z.number() })

/** `clientId` absent: it has to be minted. */
export type StoredState = Omit<SyncState, 'clientId'> & { clientId: string | undefined; fence: number }

/** All rows of the state, in one request: each costs as much as all of them. */
export async function readState(transaction: ReadTransaction | WriteTransaction): Promise<StoredState> {
  const rows: readonly { key: string }[] = await transaction.objectStore('syncState').getAll()
  const find = (key: string) => rows.find((row) => row.key === key)
  const known = clientSchema.safeParse(find('client'))
  const pulled = cursorSchema.safeParse(find('cursor')).data
  return {
    // A damaged counter cannot be continued: a new client starts with 1.
    clientId: known.data?.clientId,
    nextMutationId: known.data?.nextN ?? 1,
    cursor: pulled?.cursor ?? null,
    epoch: pulled?.epoch,
    lastSyncedAtMs: syncedSchema.safeParse(find('synced')).data?.atMs,
    fence: leaderSchema.safeParse(find('leader')).data?.fence ?? 0,
  }
}

const baseRowSchema = z.object({ body: z.string() })

export function createBaseRow(project: ProjectDocument) {
  return { projectId: project.id, body: JSON.stringify(project) }
}

export function parseBase(raw: unknown): ProjectDocument | undefined {
  const row = baseRowSchema.safeParse(raw)
  if (!row.success) return undefined
  const parsed = parseProject(JSON.parse(row.data.body))
  return parsed.kind === 'ok' ? parsed.project : undefined
}

const bodyRowSchema = z.object({ id: z.string(), projectId: z.string(), body: z.string() })

/** A conflict record or a quarantined push: found by its keys, the rest as text. */
export function createBodyRow({ id, projectId, ...rest }: ConflictRecord | Quarantined) {
  return { id, projectId, body: JSON.stringify(rest) }
}

export const parseConflict = (raw: unknown): ConflictRecord | undefined => parseBodyRow<ConflictRecord>(raw)

export const parseQuarantined = (raw: unknown): Quarantined | undefined => parseBodyRow<Quarantined>(raw)

function parseBodyRow<Row>(raw: unknown): Row | undefined {
  const row = bodyRowSchema.safeParse(raw)
  if (!row.success) return undefined
  const { body, ...keys } = row.data
  return { ...JSON.parse(body), ...keys }
}
