import { z } from 'zod'
import { type ProjectId, projectIdSchema } from '#app/document/model/ids.ts'
import type { EngineState } from '#app/sync/engine/engine-state.ts'
import type { EditedTail } from '#app/sync/ports/log.ts'
import type { SyncStatus } from '#app/sync/status.ts'
import { editedTailSchema } from './edited-tail-schema.ts'

/** The leader's state, for the other tabs to show. */
export type SyncReport = { status: SyncStatus; state: EngineState }

/** Requests to the leader: everything that needs the network or the fence. */
export type Task = { kind: 'sync-now' } | { kind: 'fetch'; projectId: ProjectId } | { kind: 'recount' }

const taskSchema: z.ZodType<Task> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sync-now') }),
  z.object({ kind: z.literal('fetch'), projectId: projectIdSchema }),
  z.object({ kind: z.literal('recount') }),
])

const messageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('who-leads') }),
  z.object({ kind: z.literal('alive') }),
  /** Made by this very build or an older one: whatever it says is only shown. */
  z.object({ kind: z.literal('report'), report: z.custom<SyncReport>((value) => typeof value === 'object') }),
  /** An older build names no projects. */
  z.object({ kind: z.literal('rows'), projectIds: z.array(projectIdSchema).optional() }),
  z.object({
    kind: z.literal('edited'),
    projectIds: z.array(projectIdSchema),
    tails: z.array(editedTailSchema).catch([]),
  }),
  z.object({ kind: z.literal('task'), id: z.string(), task: taskSchema }),
  z.object({ kind: z.literal('done'), id: z.string() }),
])
type Message = z.infer<typeof messageSchema>

export type SyncChannelHooks = {
  onAsked: () => void
  onAnswered: () => void
  onReport: (report: SyncReport) => void
  onRows: (projectIds: readonly ProjectId[] | undefined) => void
  onEdited: (projectIds: readonly ProjectId[], tails: readonly EditedTail[]) => void
  /** Only the leader's promise counts; other tabs return `undefined`. */
  onTask: (task: Task) => Promise<void> | undefined
}

/** Messages about sync between the tabs of one account. Hints only: the disk is authoritative. */
export interface SyncChannel {
  ask(): void
  answer(): void
  broadcastReport(report: SyncReport): void
  broadcastRows(projectIds: readonly ProjectId[]): void
  notifyEdited(projectIds: readonly ProjectId[], tails: readonly EditedTail[]): void
  /** Resolves when the leader has done it, or when no leader has responded for `patienceMs`. */
  request(task: Task, patienceMs: number): Promise<void>
  close(): void
}

export function openSyncChannel(databaseName: string, hooks: SyncChannelHooks): SyncChannel {
  const channel =
    typeof BroadcastChannel === 'undefined'
      ? undefined
      : new BroadcastChannel(`appframes:sync:${databaseName}`)
  const waiting = new Map<string, () => void>()
  const post = (message: Message) => channel?.postMessage(message)

  function receive(message: Message): void {
    if (message.kind === 'who-leads') hooks.onAsked()
    else if (message.kind === 'alive') hooks.onAnswered()
    else if (message.kind === 'report') hooks.onReport(message.report)
    else if (message.kind === 'rows') hooks.onRows(message.projectIds)
    else if (message.kind === 'edited') hooks.onEdited(message.projectIds, message.tails)
    else if (message.kind === 'done') waiting.get(message.id)?.()
    else void hooks.onTask(message.task)?.finally(() => post({ kind: 'done', id: message.id }))
  }

  if (channel !== undefined) {
    channel.onmessage = (event: MessageEvent<unknown>) => {
      const parsed = messageSchema.safeParse(event.data)
      if (parsed.success) receive(parsed.data)
    }
  }

  return {
    ask: () => post({ kind: 'who-leads' }),
    answer: () => post({ kind: 'alive' }),
    broadcastReport: (report) => post({ kind: 'report', report }),
    broadcastRows: (projectIds) => post({ kind: 'rows', projectIds: [...projectIds] }),
    notifyEdited: (projectIds, tails) =>
      post({ kind: 'edited', projectIds: [...projectIds], tails: [...tails] }),
    request(task, patienceMs) {
      const id = crypto.randomUUID()
      return new Promise((resolve) => {
        const timer = setTimeout(end, patienceMs)
        function end(): void {
          clearTimeout(timer)
          waiting.delete(id)
          resolve()
        }
        waiting.set(id, end)
        post({ kind: 'task', id, task })
      })
    },
    close: () => channel?.close(),
  }
}
