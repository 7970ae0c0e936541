import { z } from 'zod'
import type { MediaId } from '#app/document/model/ids.ts'

/** Messages about media between tabs. Hints only: the rows on the disk are authoritative. */
const messageSchema = z.object({
  identity: z.string(),
  kind: z.enum(['changed', 'arrived', 'thumbnail', 'uploading']),
  mediaId: z.string(),
  share: z.number().optional(),
})
type Message = z.infer<typeof messageSchema>

export type MediaHint = { kind: Message['kind']; mediaId: MediaId; share?: number | undefined }

export interface MediaChannel {
  tell(hint: MediaHint): void
  close(): void
}

export function openMediaChannel(identity: string, onHint: (hint: MediaHint) => void): MediaChannel {
  const channel =
    typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('appframes-media')
  if (channel !== undefined) {
    channel.onmessage = (event: MessageEvent<unknown>) => {
      const parsed = messageSchema.safeParse(event.data)
      if (!parsed.success || parsed.data.identity !== identity) return
      const { kind, mediaId, share } = parsed.data
      onHint({ kind, mediaId: mediaId as MediaId, share })
    }
  }
  return {
    tell: ({ kind, mediaId, share }) => channel?.postMessage({ identity, kind, mediaId, share }),
    close: () => channel?.close(),
  }
}
