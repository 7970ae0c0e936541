import * as z from 'zod/mini'

const envelopeSchema = z.object({ kind: z.string(), identity: z.string() })

/** What a message is about; whoever posts it and whoever listens to it share one module that checks its body. */
export type Topic =
  | 'project-changed'
  | 'sync'
  | 'sync-task'
  | 'media'
  | 'media-sync'
  | 'media-task'
  /** The only one that tabs of other identities receive, and that tabs without a shared store send. */
  | 'identity-changed'

/**
 * The one channel between the tabs of this browser. Hints only: a tab that misses a message reads the store later, or is
 * served by a new leader.
 *
 * Tabs of older builds have channels of their own for sync and media. They exchange what changed in a project and who is
 * signed in with this one, and no more: a leader of one kind is silent for the other, whose tabs take its lock after six
 * seconds as they do from a frozen one. That costs requests until the older tabs are reloaded (S50).
 */
export interface TabChannel {
  /** To the other tabs of this identity. */
  post(topic: Exclude<Topic, 'identity-changed'>, body: Readonly<Record<string, unknown>>): void
  /** The listener checks what it gets. Returns the function that ends it. */
  on(topic: Topic, listener: (body: unknown) => void): () => void
  /** Tabs of any other identity than this one are to reload; '' is nobody's. */
  broadcastIdentity(now: string): void
}

export type TabChannelOptions = {
  /** The name of the identity's database: it distinguishes identities without naming them. */
  identity: string
  /** Without a store that other tabs use too there is nothing to tell them but who is signed in. */
  isShared: boolean
}

export function openTabChannel({ identity, isShared }: TabChannelOptions): TabChannel {
  const channel = new BroadcastChannel('appframes')
  const shared = isShared ? channel : undefined
  return {
    post: (kind, body) => shared?.postMessage({ ...body, kind, identity }),
    on(topic, listener) {
      const isAboutIdentity = topic === 'identity-changed'
      const source = isAboutIdentity ? channel : shared
      const receive = ({ data }: MessageEvent<unknown>) => {
        const parsed = envelopeSchema.safeParse(data)
        if (!parsed.success || parsed.data.kind !== topic) return
        // One's own identity is no news; from another one, nothing else is received.
        if ((parsed.data.identity !== identity) === isAboutIdentity) listener(data)
      }
      source?.addEventListener('message', receive)
      return () => source?.removeEventListener('message', receive)
    },
    broadcastIdentity: (now) => channel.postMessage({ kind: 'identity-changed', identity: now }),
  }
}
