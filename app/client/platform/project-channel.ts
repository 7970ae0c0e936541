import * as z from 'zod/mini'
import { type ProjectId, projectIdSchema } from '#app/document/model/ids.ts'
import type { EditedTail } from '#app/sync/ports/log.ts'
import { editedTailSchema } from './edited-tail-schema.ts'
import type { TabChannel } from './tab-channel.ts'

const bodySchema = z.object({
  projectId: projectIdSchema,
  tail: z.catch(z.optional(editedTailSchema), undefined),
})

/** `tail`: the rows added to its log, so that they need not be read. */
type OnChanged = (projectId: ProjectId, tail: EditedTail | undefined) => void

/** Says which projects other tabs of this identity wrote to; the function it returns says it to them. */
export function openProjectChannel(tabs: Pick<TabChannel, 'on' | 'post'>, onChanged: OnChanged): OnChanged {
  tabs.on('project-changed', (body) => {
    const parsed = bodySchema.safeParse(body)
    if (parsed.success) onChanged(parsed.data.projectId, parsed.data.tail)
  })
  return (projectId, tail) => tabs.post('project-changed', { projectId, tail })
}
