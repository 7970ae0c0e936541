import type { ResponsePlan } from '#app/sync/ports/sync-store.ts'
import type { WriteTransaction } from '../database/schema.ts'
import { put, remove, type Write, writeAll } from '../database/transaction.ts'
import { OutdatedMemoryError, watched } from '../database/try-ahead.ts'
import type { ProjectMemory, Seen } from '../projects/project-memory.ts'
import { createProjectRow } from '../projects/project-row.ts'
import { addAhead } from './add-ahead.ts'
import { judgeUpdate } from './judge-update.ts'
import { type Draft, finishDraft, planDraftWrites } from './project-draft.ts'
import { listWaitingAfter } from './read-for-sync.ts'
import { type MatchedPush, type ResponseRows, readResponseRows } from './read-response-rows.ts'
import { type ApplyContext, nothing, type ResponseOutcome, type ResponseWork } from './response-work.ts'

/** Everything in one transaction: acknowledgements, the server's documents, and the cursor (S10, S32). */
export async function applyResponse(
  transaction: WriteTransaction,
  plan: ResponsePlan,
  context: ApplyContext,
): Promise<ResponseOutcome> {
  const reading = watched(readResponseRows(transaction, plan, context.memory))
  const ahead = addAhead(transaction, plan, context)
  const rows = await reading
  const { state, drafts, remembered } = rows
  // What was added ahead stays only where it is what the rows lead to.
  if (ahead !== undefined && !remembered.has(ahead.seen.row.id)) throw new OutdatedMemoryError()
  const isOff = plan.cursorBefore !== undefined && plan.cursorBefore !== state.cursor
  if (state.fence !== plan.fence || isOff) {
    if (ahead !== undefined) throw new OutdatedMemoryError()
    return refuse(isOff && state.fence === plan.fence ? 'stale' : 'fenced')
  }
  const work: ResponseWork = {
    transaction,
    plan,
    ...context,
    remembered,
    conflicts: [],
    growth: [],
    learned: [],
    tails: [],
    ahead,
  }
  await matchPushes(work, rows)
  // The result of the sent pushes is unknown: it is requested before anything is merged.
  const isInDoubt = plan.updates.some(
    ({ projectId }) => drafts.get(projectId)?.row?.sync.sealedN !== undefined,
  )
  if (isInDoubt) return refuse('stale')
  // Everything is read and decided before the first row is written: a plan that turns out stale must leave nothing
  // behind.
  const steps = await Promise.all(
    plan.updates.map((update) => {
      const draft = drafts.get(update.projectId)
      return draft === undefined ? nothing : judgeUpdate(work, draft, update)
    }),
  )
  for (const step of steps) if (step === 'stale') return refuse('stale')
  await Promise.all(steps.map((step) => step !== 'stale' && step()))
  return await writeResponse(work, rows)
}

const refuse = (kind: 'stale' | 'fenced'): ResponseOutcome => ({ result: { kind }, growth: [], learned: [] })

/** Applies the results of the sent pushes to their projects (S10). */
async function matchPushes(work: ResponseWork, { drafts, matched }: ResponseRows): Promise<void> {
  const { memory, plan, learned } = work
  for (const push of matched) {
    const draft = drafts.get(push.inFlight.projectId)
    if (draft === undefined) continue
    const seen = draft.row && memory.findCurrent(draft.row)
    await finishDraft({ ...work, atMs: plan.atMs }, draft, push)
    if (seen !== undefined) learned.push(() => rememberMatched(memory, draft, { seen, push }))
  }
}

async function writeResponse(
  { transaction, plan, memory, ...work }: ResponseWork,
  { state, drafts, entries }: ResponseRows,
): Promise<ResponseOutcome> {
  const all = [...drafts.values()]
  const waiting =
    plan.listsWaiting === true ? await listWaitingAfter(transaction, entries, drafts) : undefined
  await writeAll(transaction, [
    ...all.flatMap(planDraftWrites),
    ...plan.matched.map(({ mutationId }) => remove('sealed', mutationId)),
    ...planCursor(plan, state),
    ...(plan.syncedAtMs === undefined ? [] : [put('syncState', { key: 'synced', atMs: plan.syncedAtMs })]),
  ])
  return {
    result: {
      kind: 'applied',
      changed: all.flatMap(({ projectId, isChanged }) => (isChanged ? [projectId] : [])),
      rows: all.flatMap(({ isChanged, row, outbox }) =>
        isChanged && row !== undefined ? [createProjectRow(row, outbox !== undefined)] : [],
      ),
      edited: all.flatMap(({ projectId, isEdited }) => (isEdited ? [projectId] : [])),
      tails: work.tails,
      conflicts: work.conflicts,
      ...(waiting === undefined ? {} : { waiting }),
    },
    growth: work.growth,
    learned: [() => forgetChanged(memory, all), ...work.learned],
  }
}

function planCursor({ cursor, epoch }: ResponsePlan, state: ResponseRows['state']): readonly Write[] {
  if (cursor === undefined && epoch === undefined) return []
  return [put('syncState', { key: 'cursor', cursor: cursor ?? state.cursor, epoch: epoch ?? state.epoch })]
}

/** Documents not learned from this response are read from the disk the next time. */
function forgetChanged(memory: ProjectMemory, drafts: readonly Draft[]): void {
  for (const { projectId, isChanged } of drafts) if (isChanged) memory.forget(projectId)
}

function rememberMatched(
  memory: ProjectMemory,
  { row, outbox }: Draft,
  { seen, push }: { seen: Seen; push: MatchedPush },
): void {
  const { inFlight, matched } = push
  const { sent, ...known } = seen
  if (row === undefined) return
  const base =
    matched.kind !== 'applied'
      ? seen.base
      : sent?.mutationId === inFlight.mutationId
        ? sent.project
        : undefined
  memory.keep({ ...known, row, outbox, base })
}
