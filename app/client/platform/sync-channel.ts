import * as z from 'zod/mini'
import { type ProjectId, projectIdSchema } from '#app/document/model/ids.ts'
import type { EngineState } from '#app/sync/engine/engine-state.ts'
import type { EditedTail } from '#app/sync/ports/log.ts'
import type { SyncStatus } from '#app/sync/status.ts'
import { editedTailSchema } from './edited-tail-schema.ts'
import type { TabChannel } from './tab-channel.ts'

/** The leader's state, for the other tabs to show. */
export type SyncReport = { status: SyncStatus; state: EngineState }

/** Requests to the leader: everything that needs the network or the fence. */
export type SyncTask = { kind: 'sync-now' } | { kind: 'fetch'; projectId: ProjectId } | { kind: 'recount' }

export const syncTaskSchema: z.ZodMiniType<SyncTask> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sync-now') }),
  z.object({ kind: z.literal('fetch'), projectId: projectIdSchema }),
  z.object({ kind: z.literal('recount') }),
])

const messageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('who-leads') }),
  z.object({ kind: z.literal('alive') }),
  /** Made by this very build or another one: whatever it says is only shown. */
  z.object({ kind: z.literal('report'), report: z.custom<SyncReport>((value) => typeof value === 'object') }),
  z.object({ kind: z.literal('rows'), projectIds: z.array(projectIdSchema) }),
  z.object({
    kind: z.literal('edited'),
    projectIds: z.array(projectIdSchema),
    tails: z.catch(z.array(editedTailSchema), []),
  }),
])
const bodySchema = z.object({ message: messageSchema })
type Message = z.infer<typeof messageSchema>

export type SyncChannelHooks = {
  onPing: () => void
  onPong: () => void
  onReport: (report: SyncReport) => void
  onRows: (projectIds: readonly ProjectId[]) => void
  onEdited: (projectIds: readonly ProjectId[], tails: readonly EditedTail[]) => void
}

/** Messages about sync between the tabs of one account. Hints only: the disk is authoritative. */
export interface SyncChannel {
  ping(): void
  pong(): void
  broadcastReport(report: SyncReport): void
  broadcastRows(projectIds: readonly ProjectId[]): void
  notifyEdited(projectIds: readonly ProjectId[], tails: readonly EditedTail[]): void
  close(): void
}

export function openSyncChannel(tabs: Pick<TabChannel, 'on' | 'post'>, hooks: SyncChannelHooks): SyncChannel {
  const post = (message: Message) => tabs.post('sync', { message })

  function receive(message: Message): void {
    if (message.kind === 'who-leads') hooks.onPing()
    else if (message.kind === 'alive') hooks.onPong()
    else if (message.kind === 'report') hooks.onReport(message.report)
    else if (message.kind === 'rows') hooks.onRows(message.projectIds)
    else hooks.onEdited(message.projectIds, message.tails)
  }

  const close = tabs.on('sync', (body) => {
    const parsed = bodySchema.safeParse(body)
    if (parsed.success) receive(parsed.data.message)
  })

  return {
    ping: () => post({ kind: 'who-leads' }),
    pong: () => post({ kind: 'alive' }),
    broadcastReport: (report) => post({ kind: 'report', report }),
    broadcastRows: (projectIds) => post({ kind: 'rows', projectIds: [...projectIds] }),
    notifyEdited: (projectIds, tails) =>
      post({ kind: 'edited', projectIds: [...projectIds], tails: [...tails] }),
    close,
  }
}
