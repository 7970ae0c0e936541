import { z } from 'zod'
import type { ProjectId } from '#app/document/model/ids.ts'
import type { SealedPush } from '#app/sync/ports/sync-store.ts'
import type { ReadTransaction, WriteTransaction } from '../database/schema.ts'
import { put, type Write } from '../database/transaction.ts'
import { readSnapshotText } from './snapshot.ts'

const sealedSchema = z.object({
  n: z.int(),
  projectId: z.string(),
  generation: z.number(),
  throughSeq: z.number(),
  baseRevision: z.number(),
  body: z.string(),
})

const sealedTextSchema = sealedSchema
  .omit({ body: true })
  .extend({ snapshotId: z.string(), view: z.unknown() })

/** With `snapshotId`, the push is the text of that snapshot and is not written again. */
export function createSealedRow({ push, characters: _known, snapshotId, ...sealed }: SealedPush) {
  if (snapshotId === undefined || !('text' in push)) return { ...sealed, body: JSON.stringify(push) }
  return { ...sealed, snapshotId, view: push.view }
}

/** A row and the snapshot it may stand for. */
function readSealedRow(raw: unknown, rawSnapshot: unknown): SealedPush | undefined {
  const row = sealedTextSchema.safeParse(raw)
  if (!row.success) return parseSealed(raw)
  const { snapshotId, view, ...rest } = row.data
  const document = readSnapshotText(rawSnapshot)
  if (document?.snapshotId !== snapshotId) return undefined
  const { text, hash } = document
  const { n, baseRevision } = rest
  const projectId = rest.projectId as ProjectId
  const push = { n, projectId, baseRevision, text, hash, ...(view === undefined ? {} : { view }) }
  return { ...rest, projectId, push, characters: text.length, snapshotId }
}

export async function findSealed(
  transaction: ReadTransaction | WriteTransaction,
  n: number,
): Promise<SealedPush | undefined> {
  const raw = await transaction.objectStore('sealed').get(n)
  if (typeof raw?.snapshotId !== 'string' || typeof raw.projectId !== 'string') return parseSealed(raw)
  return readSealedRow(raw, await transaction.objectStore('snapshots').get(raw.projectId))
}

/** Before a snapshot goes: what was sealed as its text is written out, because it may have to be sent again as it was (S11). */
export function keepSealedText(rawSealed: unknown, rawSnapshot: unknown): readonly Write[] {
  const sealed = readSealedRow(rawSealed, rawSnapshot)
  if (sealed?.snapshotId === undefined) return []
  const { snapshotId: _gone, ...whole } = sealed
  return [put('sealed', createSealedRow(whole))]
}

/** `undefined`: damaged, its content is still the difference between base and view. */
function parseSealed(raw: unknown): SealedPush | undefined {
  const row = sealedSchema.safeParse(raw)
  if (!row.success) return undefined
  const { body, ...rest } = row.data
  const push = JSON.parse(body) as SealedPush['push']
  return { ...rest, projectId: rest.projectId as ProjectId, push, characters: body.length }
}
