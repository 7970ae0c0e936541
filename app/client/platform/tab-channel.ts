import { z } from 'zod'
import { type ProjectId, projectIdSchema } from '#app/document/model/ids.ts'
import type { EditedTail } from '#app/sync/ports/log.ts'
import { editedTailSchema } from './edited-tail-schema.ts'

/** Messages between tabs. Hints only: a tab that misses one reads the store later. */
const messageSchema = z.discriminatedUnion('kind', [
  /** Another tab of this identity wrote to this project. */
  z.object({
    kind: z.literal('project-changed'),
    identity: z.string(),
    projectId: projectIdSchema,
    tail: editedTailSchema.optional().catch(undefined),
  }),
  /** A sign-in or sign-out: tabs of another identity reload. */
  z.object({ kind: z.literal('identity-changed'), identity: z.string() }),
])
type Message = z.infer<typeof messageSchema>

export interface TabChannel {
  /** `tail`: the rows added to its log, so that they need not be read. */
  broadcastProjectChanged(projectId: ProjectId, tail?: EditedTail): void
  broadcastIdentityChanged(): void
  /** Signed out: tabs of this identity reload as well. */
  broadcastSignedOut(): void
  close(): void
}

export type TabChannelOptions = {
  /** The name of the identity's database: it distinguishes identities without naming them. */
  identity: string
  onProjectChanged: (projectId: ProjectId, tail: EditedTail | undefined) => void
  onOtherIdentity: () => void
}

export function openTabChannel({
  identity,
  onProjectChanged,
  onOtherIdentity,
}: TabChannelOptions): TabChannel {
  const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('appframes')
  const post = (message: Message) => channel?.postMessage(message)
  if (channel !== undefined) {
    channel.onmessage = (event: MessageEvent<unknown>) => {
      const parsed = messageSchema.safeParse(event.data)
      if (!parsed.success) return
      if (parsed.data.identity !== identity) {
        if (parsed.data.kind === 'identity-changed') onOtherIdentity()
      } else if (parsed.data.kind === 'project-changed') {
        onProjectChanged(parsed.data.projectId, parsed.data.tail)
      }
    }
  }
  return {
    broadcastProjectChanged: (projectId, tail) =>
      post({ kind: 'project-changed', identity, projectId, tail }),
    broadcastIdentityChanged: () => post({ kind: 'identity-changed', identity }),
    broadcastSignedOut: () => post({ kind: 'identity-changed', identity: '' }),
    close: () => channel?.close(),
  }
}
