import { hashBytes } from '#app/export/hash-bytes.ts'
import type { Observable } from '#app/observable/observable.ts'
import type { MediaSyncConfig, MediaSyncPorts } from '#app/sync/media/media-sync-config.ts'
import { MediaSyncService } from '#app/sync/media/media-sync-service.ts'
import type { TabRole } from '#app/sync/tab-role.ts'
import { browserTime } from '../platform/browser-time.ts'
import { createHttpTransport } from '../platform/http-transport.ts'
import type { TabChannel } from '../platform/tab-channel.ts'
import type { StartedMediaSync } from './later-media-sync.ts'
import { shareMediaSync } from './share-media-sync.ts'

export type StartMediaSyncOptions = Pick<
  MediaSyncPorts,
  'store' | 'state' | 'createThumbnail' | 'isUsedHere' | 'makeRoom' | 'onFault'
> & { accountId: string; tabs: TabChannel; role: Observable<TabRole> }

/** The sync of one account's media over this browser's network, clock and tabs. */
export function startMediaSync(
  config: MediaSyncConfig,
  { accountId, tabs, role, ...ports }: StartMediaSyncOptions,
): StartedMediaSync {
  return shareMediaSync({
    tabs,
    role,
    time: browserTime,
    createService: ({ wakeLeader }) =>
      new MediaSyncService(config, {
        ...ports,
        wakeLeader,
        transport: createHttpTransport(accountId),
        time: browserTime,
        random: Math.random,
        hash: async (file) => hashBytes(new Uint8Array(await file.arrayBuffer())),
      }),
  })
}
