import * as z from 'zod/mini'
import type { MediaSyncState, MediaWakeReason } from '#app/sync/media/media-sync-config.ts'
import type { TabChannel } from './tab-channel.ts'

const reasonSchema: z.ZodMiniType<MediaWakeReason> = z.enum([
  'start',
  'import',
  'edit',
  'online',
  'visible',
  'asked',
  'seq',
  'wanted',
])
const numberOrNone = z.union([z.number(), z.undefined()])
/** `stop` is the failure: a tab of another version has this name for it. */
const stateSchema = z.pipe(
  z.object({
    stop: z.union([z.enum(['offline', 'signed-out', 'outdated']), z.undefined()]),
    usedBytes: numberOrNone,
    quotaBytes: numberOrNone,
  }),
  z.transform(({ stop, ...rest }): MediaSyncState => ({ ...rest, failure: stop })),
)

const messageSchema = z.discriminatedUnion('kind', [
  /** A tab that has just opened does not know the state yet. */
  z.object({ kind: z.literal('ask-state') }),
  z.object({ kind: z.literal('state'), state: stateSchema }),
  z.object({ kind: z.literal('pulled') }),
  z.object({ kind: z.literal('wake'), reason: reasonSchema }),
])
const bodySchema = z.object({ message: messageSchema })

/** Messages between the tab that syncs the media of an account and its other tabs. Hints only. */
export type MediaSyncMessage = z.infer<typeof messageSchema>

export interface MediaSyncChannel {
  post(message: MediaSyncMessage): void
  close(): void
}

export function openMediaSyncChannel(
  tabs: Pick<TabChannel, 'on' | 'post'>,
  onMessage: (message: MediaSyncMessage) => void,
): MediaSyncChannel {
  const close = tabs.on('media-sync', (body) => {
    const parsed = bodySchema.safeParse(body)
    if (parsed.success) onMessage(parsed.data.message)
  })
  return { post: (message) => tabs.post('media-sync', { message: toWire(message) }), close }
}

function toWire(message: MediaSyncMessage): object {
  if (message.kind !== 'state') return message
  const { failure, ...rest } = message.state
  return { ...message, state: { ...rest, stop: failure } }
}
