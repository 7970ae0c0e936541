import * as z from 'zod/mini'
import type { ProjectId } from '#app/document/model/ids.ts'
import type { InFlightPush } from '#app/sync/ports/sync-store.ts'
import type { ReadTransaction, WriteTransaction } from '../database/schema.ts'
import { put, type Write } from '../database/transaction.ts'
import { readSnapshotText } from './snapshot.ts'

const fields = {
  n: z.int(),
  projectId: z.string(),
  generation: z.number(),
  throughSeq: z.number(),
  baseRevision: z.number(),
}
const inFlightSchema = z.object({ ...fields, body: z.string() })
const inFlightTextSchema = z.object({ ...fields, snapshotId: z.string(), view: z.unknown() })

/** With `snapshotId`, the push is the text of that snapshot and is not stored again. */
export function createInFlightRow({
  push,
  characters: _known,
  snapshotId,
  mutationId,
  ...rest
}: InFlightPush) {
  const inFlight = { n: mutationId, ...rest }
  if (snapshotId === undefined || !('text' in push)) return { ...inFlight, body: JSON.stringify(push) }
  return { ...inFlight, snapshotId, view: push.view }
}

/** A row and the snapshot it may refer to. */
function readInFlightRow(raw: unknown, rawSnapshot: unknown): InFlightPush | undefined {
  const row = inFlightTextSchema.safeParse(raw)
  if (!row.success) return parseInFlight(raw)
  const { snapshotId, view, n, ...rest } = row.data
  const document = readSnapshotText(rawSnapshot)
  if (document?.snapshotId !== snapshotId) return undefined
  const { text, hash } = document
  const { baseRevision } = rest
  const projectId = rest.projectId as ProjectId
  const push = { n, projectId, baseRevision, text, hash, ...(view === undefined ? {} : { view }) }
  return { ...rest, mutationId: n, projectId, push, characters: text.length, snapshotId }
}

export async function findInFlight(
  transaction: ReadTransaction | WriteTransaction,
  mutationId: number,
): Promise<InFlightPush | undefined> {
  const raw = await transaction.objectStore('sealed').get(mutationId)
  if (typeof raw?.snapshotId !== 'string' || typeof raw.projectId !== 'string') return parseInFlight(raw)
  return readInFlightRow(raw, await transaction.objectStore('snapshots').get(raw.projectId))
}

/**
 * Before a snapshot is replaced, a push that refers to its text is stored whole, because it may have to be sent again
 * unchanged (S11).
 */
export function keepInFlightText(rawInFlight: unknown, rawSnapshot: unknown): readonly Write[] {
  const inFlight = readInFlightRow(rawInFlight, rawSnapshot)
  if (inFlight?.snapshotId === undefined) return []
  const { snapshotId: _gone, ...whole } = inFlight
  return [put('sealed', createInFlightRow(whole))]
}

/** `undefined`: damaged; its content is still the difference between base and working copy. */
function parseInFlight(raw: unknown): InFlightPush | undefined {
  const row = inFlightSchema.safeParse(raw)
  if (!row.success) return undefined
  const { body, n, ...rest } = row.data
  const push = parsePush(body)
  if (push === undefined) return undefined
  return { ...rest, mutationId: n, projectId: rest.projectId as ProjectId, push, characters: body.length }
}

function parsePush(body: string): InFlightPush['push'] | undefined {
  try {
    return JSON.parse(body) as InFlightPush['push']
  } catch (error) {
    console.warn('A stored push is damaged; its changes are sent again under a new number.', error)
    return undefined
  }
}
