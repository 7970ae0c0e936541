import * as z from 'zod/mini'
import type { Observable } from '#app/observable/observable.ts'
import type { MediaWakeReason } from '#app/sync/media/media-sync-config.ts'
import type { MediaSyncService } from '#app/sync/media/media-sync-service.ts'
import type { TabRole } from '#app/sync/tab-role.ts'
import type { Time } from '#app/sync/time.ts'
import { createLeaderTasks } from '../platform/leader-tasks.ts'
import { type MediaSyncMessage, openMediaSyncChannel } from '../platform/media-sync-channel.ts'
import type { TabChannel } from '../platform/tab-channel.ts'
import type { StartedMediaSync } from './later-media-sync.ts'

export type ShareMediaSyncOptions = {
  tabs: Pick<TabChannel, 'on' | 'post'>
  role: Observable<TabRole>
  time: Time
  createService: (ports: { wakeLeader: (reason: MediaWakeReason) => void }) => MediaSyncService
}

const taskSchema = z.enum(['push', 'pull'])

/**
 * The media sync of this tab among the tabs of its identity: the leader runs the rounds, also those that another tab
 * asks for, and shows the others what it knows.
 */
export function shareMediaSync({ tabs, role, time, createService }: ShareMediaSyncOptions): StartedMediaSync {
  const isLeading = () => role.get() === 'leads'
  const channel = openMediaSyncChannel(tabs, receive)
  const service = createService({ wakeLeader: (reason) => channel.post({ kind: 'wake', reason }) })
  const tasks = createLeaderTasks({
    tabs,
    topic: 'media-task',
    schema: taskSchema,
    time,
    isLeading,
    perform: (task) => (task === 'push' ? service.syncPendingAssets() : service.pullCloudAssets()),
  })

  function receive(message: MediaSyncMessage): void {
    switch (message.kind) {
      case 'ask-state':
        if (isLeading()) postState()
        break
      case 'wake':
        if (isLeading()) service.wake(message.reason)
        break
      case 'state':
        if (!isLeading()) service.showState(message.state)
        break
      case 'pulled':
        if (!isLeading()) service.retryDownloads()
    }
  }

  const postState = () => channel.post({ kind: 'state', state: service.state.get() })

  service.subscribe(({ kind }) => {
    if (!isLeading()) return
    if (kind === 'state') postState()
    if (kind === 'pulled') channel.post({ kind })
  })
  function follow(): void {
    service.setRole(role.get())
    if (isLeading()) tasks.takeOver()
  }
  const stopFollowing = role.subscribe(follow)
  follow()
  channel.post({ kind: 'ask-state' })

  return {
    state: service.state,
    subscribe: (listener) => service.subscribe(listener),
    request: (mediaId) => service.request(mediaId),
    requestThumbnail: (mediaId) => service.requestThumbnail(mediaId),
    fetchOriginal: (mediaId) => service.fetchOriginal(mediaId),
    nameAgain: (mediaId) => service.nameAgain(mediaId),
    retry: (mediaId) => service.retry(mediaId),
    wake: (reason) => service.wake(reason),
    recordMediaSeq: (seq) => service.recordMediaSeq(seq),
    syncPendingAssets: () => tasks.request('push'),
    pullCloudAssets: () => tasks.request('pull'),
    close() {
      stopFollowing()
      tasks.close()
      channel.close()
      service.close()
    },
  }
}
