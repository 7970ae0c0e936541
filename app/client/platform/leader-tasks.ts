import * as z from 'zod/mini'
import type { Time } from '#app/sync/time.ts'
import type { TabChannel } from './tab-channel.ts'

export type LeaderTasksOptions<Task> = {
  tabs: Pick<TabChannel, 'on' | 'post'>
  topic: 'sync-task' | 'media-task'
  schema: z.ZodMiniType<Task>
  time: Time
  isLeading: () => boolean
  perform: (task: Task) => Promise<void>
}

/** Work that only the leader does, requested in whichever tab. */
export interface LeaderTasks<Task> {
  /** Resolves when the leader has performed it, or when none has responded for `PATIENCE_MS`. */
  request(task: Task): Promise<void>
  /** This tab leads now: it performs what it still waits for. */
  takeOver(): void
  close(): void
}

const PATIENCE_MS = 30_000

export function createLeaderTasks<Task>(options: LeaderTasksOptions<Task>): LeaderTasks<Task> {
  const { tabs, topic, time, isLeading, perform } = options
  const messageSchema = z.object({ id: z.string(), task: z.optional(options.schema) })
  /** Requested in this tab and not answered yet, by id. */
  const waiting = new Map<string, { end: () => void; performHere: () => void }>()

  const close = tabs.on(topic, (body) => {
    const parsed = messageSchema.safeParse(body)
    if (!parsed.success) return
    const { id, task } = parsed.data
    if (task === undefined) waiting.get(id)?.end()
    else if (isLeading()) void perform(task).finally(() => tabs.post(topic, { id }))
  })

  return {
    request(task) {
      if (isLeading()) return perform(task)
      const id = crypto.randomUUID()
      return new Promise((resolve, reject) => {
        const end = () => {
          cancel()
          waiting.delete(id)
          resolve()
        }
        const cancel = time.schedule(PATIENCE_MS, end)
        waiting.set(id, { end, performHere: () => void perform(task).catch(reject).finally(end) })
        tabs.post(topic, { id, task })
      })
    },
    takeOver() {
      for (const { performHere } of [...waiting.values()]) performHere()
    },
    close,
  }
}
