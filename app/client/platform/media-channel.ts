import * as z from 'zod/mini'
import type { MediaId } from '#app/document/model/ids.ts'
import type { TabChannel } from './tab-channel.ts'

/** Messages about media between tabs. Hints only: the rows on the disk are authoritative. */
const hintSchema = z.object({
  about: z.enum(['changed', 'arrived', 'thumbnail', 'uploading', 'deletion-refused']),
  mediaId: z.string(),
  share: z.optional(z.number()),
})

export type MediaHint = {
  kind: z.infer<typeof hintSchema>['about']
  mediaId: MediaId
  share?: number | undefined
}

export interface MediaChannel {
  broadcast(hint: MediaHint): void
  close(): void
}

export function openMediaChannel(
  tabs: Pick<TabChannel, 'on' | 'post'>,
  onHint: (hint: MediaHint) => void,
): MediaChannel {
  const close = tabs.on('media', (body) => {
    const parsed = hintSchema.safeParse(body)
    if (!parsed.success) return
    const { about, mediaId, share } = parsed.data
    onHint({ kind: about, mediaId: mediaId as MediaId, share })
  })
  return {
    broadcast: ({ kind, mediaId, share }) => tabs.post('media', { about: kind, mediaId, share }),
    close,
  }
}
