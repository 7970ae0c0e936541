import type { ProjectId } from '#app/document/model/ids.ts'
import type { InFlightPush, Matched, ResponsePlan } from '#app/sync/ports/sync-store.ts'
import type { WriteTransaction } from '../database/schema.ts'
import { findInFlight } from '../projects/in-flight-row.ts'
import type { ProjectMemory, Seen } from '../projects/project-memory.ts'
import { type Draft, readDrafts } from './project-draft.ts'
import { findRemembered, readRemembered } from './read-remembered.ts'
import { readState, type StoredState } from './rows.ts'

export type ResponseRows = {
  state: StoredState
  drafts: Map<ProjectId, Draft>
  /** The pushes decided by the response, with their results. */
  matched: readonly MatchedPush[]
  remembered: ReadonlyMap<ProjectId, Seen>
  /** Everything pending on the disk; only where it is needed. */
  entries: readonly { projectId: string }[]
}

export type MatchedPush = { inFlight: InFlightPush; matched: Matched }

/** All rows that a response needs, read at once: each wait for the disk delays the edit on the other device. */
export async function readResponseRows(
  transaction: WriteTransaction,
  plan: ResponsePlan,
  memory: ProjectMemory,
): Promise<ResponseRows> {
  // Where all of the outbox is needed, the projects' own entries are among it.
  const outbox = plan.listsWaiting === true ? transaction.objectStore('outbox').getAll() : undefined
  const [state, allInFlight, drafts, looks, entries = []] = await Promise.all([
    readState(transaction),
    Promise.all(plan.matched.map(({ mutationId }) => readInFlight(transaction, mutationId, plan.inFlight))),
    readDrafts(transaction, listProjectIds(plan), outbox),
    readRemembered(transaction, plan, memory),
    outbox,
  ])
  const matched = plan.matched.flatMap((outcome, index) => {
    const inFlight = allInFlight[index]
    return inFlight === undefined ? [] : [{ inFlight, matched: outcome }]
  })
  const matchedIds = new Set(matched.map(({ inFlight }) => inFlight.projectId))
  const others = [...matchedIds].filter((projectId) => !drafts.has(projectId))
  if (others.length > 0) {
    for (const [projectId, draft] of await readDrafts(transaction, others, outbox))
      drafts.set(projectId, draft)
  }
  const remembered = new Map(looks.flatMap((look) => findRemembered(look, drafts, memory)))
  for (const projectId of matchedIds) remembered.delete(projectId)
  return { state, drafts, matched, remembered, entries }
}

/** Its content cannot have changed since it was numbered (S11): the cached document need not be read. */
async function readInFlight(
  transaction: WriteTransaction,
  mutationId: number,
  remembered: readonly InFlightPush[] = [],
): Promise<InFlightPush | undefined> {
  return (
    remembered.find((inFlight) => inFlight.mutationId === mutationId) ??
    (await findInFlight(transaction, mutationId))
  )
}

/** In one pass, the projects of the updates first: a second read would be one more wait. */
function listProjectIds({ updates, matched, inFlight = [] }: ResponsePlan): readonly ProjectId[] {
  const ids = new Set(updates.map(({ projectId }) => projectId))
  const numbers = new Set(matched.map(({ mutationId }) => mutationId))
  for (const { mutationId, projectId } of inFlight) if (numbers.has(mutationId)) ids.add(projectId)
  return [...ids]
}
