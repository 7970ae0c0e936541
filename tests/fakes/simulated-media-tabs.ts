import { onTestFinished } from 'vitest'
import { shareMediaSync } from '#app/client/media/share-media-sync.ts'
import { openSyncChannel } from '#app/client/platform/sync-channel.ts'
import { createObservable } from '#app/observable/observable.ts'
import { createMemoryMediaStore } from '#app/storage/memory/media-store.ts'
import type { FileResponse, FileTransport } from '#app/sync/api/file-transport.ts'
import { createLeader } from '#app/sync/engine/leader-election.ts'
import type { MediaSyncEvent } from '#app/sync/media/media-sync-config.ts'
import { MediaSyncService } from '#app/sync/media/media-sync-service.ts'
import type { TabRole } from '#app/sync/tab-role.ts'
import type { Time } from '#app/sync/time.ts'
import { createSimLock } from '#tests/simulation/sim-lock.ts'
import { hashBlob, planAsset } from './simulated-media-device.ts'
import type { createSimulatedMediaServer } from './simulated-media-server.ts'
import { createTabHub } from './tab-hub.ts'
import { createVirtualTime } from './virtual-time.ts'

const unexpected = () => undefined

/** The tabs of one browser that is signed in: one disk, one lock, one channel between them. */
export function createMediaBrowser(server: ReturnType<typeof createSimulatedMediaServer>) {
  const clock = createVirtualTime(Date.UTC(2026, 0, 3))
  const store = createMemoryMediaStore()
  const values = new Map<string, unknown>()
  const lock = createSimLock()
  const hub = createTabHub()
  let fence = 0

  /** Work on the way takes a few turns of the event loop: requests, stores, messages. */
  async function settle(): Promise<void> {
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  }

  return {
    clock,
    store,
    settle,
    async advance(ms: number) {
      for (let passedMs = 0; passedMs < ms; passedMs += 500) {
        clock.advance(500)
        await settle()
      }
    },
    openTab() {
      const owner = {}
      const { channel, setFrozen, close } = hub.open()
      const role = createObservable<TabRole>('follows')
      const events: MediaSyncEvent[] = []
      /** Of this tab, as `POST /api/media/assets`. */
      const requests: string[] = []
      /** What happens to a frozen tab, it learns when it thaws. */
      let frozen: (() => void)[] | undefined
      const whenAwake = (run: () => void) => (frozen === undefined ? run() : void frozen.push(run))
      const time: Time = {
        nowMs: clock.time.nowMs,
        schedule: (delayMs, run) => clock.time.schedule(delayMs, () => whenAwake(run)),
      }
      const transport: FileTransport = (request) => {
        requests.push(`${request.method} ${request.path}`)
        const call = server.transport(request)
        const response = new Promise<FileResponse>((resolve, reject) => {
          call.response.then(
            (value) => whenAwake(() => resolve(value)),
            (error: unknown) => whenAwake(() => reject(error)),
          )
        })
        return { ...call, response }
      }
      const service = shareMediaSync({
        tabs: channel,
        role,
        time,
        createService: ({ wakeLeader }) =>
          new MediaSyncService(
            { apiBaseUrl: '/api', getUserId: async () => 'user-1', autoSync: true, syncInterval: 30_000 },
            {
              store,
              time,
              wakeLeader,
              transport,
              random: () => 0.5,
              state: {
                getState: async (key) => values.get(key),
                setState: async (key, value) => void values.set(key, value),
              },
              hash: hashBlob,
              createThumbnail: async () => new Blob(['small']),
              isUsedHere: async () => false,
              makeRoom: async () => false,
              onFault: unexpected,
            },
          ),
      })
      service.subscribe((event) => events.push(event))
      const leaderChannel = openSyncChannel(channel, {
        onPing: () => leader.recordPing(),
        onPong: () => leader.recordPong(),
        onReport: unexpected,
        onRows: unexpected,
        onEdited: unexpected,
      })
      const leader = createLeader({
        lock: lock.open(owner),
        channel: leaderChannel,
        time,
        becomeLeader: async () => {
          fence += 1
          return fence
        },
        onLeader: () => role.set('leads'),
        onFollow: () => whenAwake(() => role.set('follows')),
        onFault: unexpected,
      })
      const tab = {
        service,
        events,
        role,
        requests,
        async importFile(content: Blob | string) {
          const { asset, file } = await planAsset(content, clock.time.nowMs())
          await store.put(asset, file, undefined)
          service.wake('import')
          return asset
        },
        freeze() {
          frozen = []
          setFrozen(true)
        },
        thaw() {
          const late = frozen ?? []
          frozen = undefined
          for (const run of late) run()
          setFrozen(false)
        },
        close() {
          service.close()
          leader.close()
          close()
          lock.forget(owner)
        },
      }
      onTestFinished(tab.close)
      return tab
    },
  }
}
