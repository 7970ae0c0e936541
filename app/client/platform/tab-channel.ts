import { z } from 'zod'
import { type ProjectId, projectIdSchema } from '#app/document/model/ids.ts'

/** What tabs tell each other. Hints only: whoever misses one reads the truth from the store when it looks next. */
const messageSchema = z.discriminatedUnion('kind', [
  /** Another tab of this identity wrote to this project. */
  z.object({ kind: z.literal('project-changed'), identity: z.string(), projectId: projectIdSchema }),
  /** Somebody signed in or out: tabs of another identity leave. */
  z.object({ kind: z.literal('identity-changed'), identity: z.string() }),
])
type Message = z.infer<typeof messageSchema>

export interface TabChannel {
  tellProjectChanged(projectId: ProjectId): void
  tellIdentityChanged(): void
  /** Nobody is signed in: tabs of this identity leave as well. */
  tellSignedOut(): void
  close(): void
}

export type TabChannelOptions = {
  /** The name of the identity's database: it tells identities apart and names nobody. */
  identity: string
  onProjectChanged: (projectId: ProjectId) => void
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
      } else if (parsed.data.kind === 'project-changed') onProjectChanged(parsed.data.projectId)
    }
  }
  return {
    tellProjectChanged: (projectId) => post({ kind: 'project-changed', identity, projectId }),
    tellIdentityChanged: () => post({ kind: 'identity-changed', identity }),
    tellSignedOut: () => post({ kind: 'identity-changed', identity: '' }),
    close: () => channel?.close(),
  }
}
