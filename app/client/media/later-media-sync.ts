import type { Observable } from '#app/observable/observable.ts'
import type { MediaSyncState } from '#app/sync/media/media-sync-config.ts'
import type { MediaSyncService } from '#app/sync/media/media-sync-service.ts'

/** The sync of the account's media, as the client uses it. */
export interface MediaSync
  extends Pick<
    MediaSyncService,
    | 'request'
    | 'requestThumbnail'
    | 'fetchOriginal'
    | 'nameAgain'
    | 'retry'
    | 'wake'
    | 'syncPendingAssets'
    | 'pullCloudAssets'
    | 'recordMediaSeq'
    | 'close'
  > {
  /** `undefined`: not known yet. */
  readonly state: Observable<MediaSyncState> | undefined
}

export type StartedMediaSync = MediaSync & Pick<MediaSyncService, 'subscribe'>

/**
 * A media sync whose code is loaded in the background, so that the first picture of the page does not wait for it.
 *
 * @param start loads the code and starts the sync; it is called at once, and again by the next call after it failed.
 * @param onFault is called each time the code could not be loaded.
 * @returns the sync: calls wait for the code, and have no effect where it could not be loaded; a close in mid-load closes what arrives.
 */
export function createLaterMediaSync(
  start: () => Promise<StartedMediaSync>,
  onFault: (error: unknown) => void,
): MediaSync {
  let starting: Promise<StartedMediaSync | undefined> | undefined
  let service: StartedMediaSync | undefined
  let isClosed = false

  function open(): Promise<StartedMediaSync | undefined> {
    starting ??= start().then(
      (started) => {
        service = started
        if (isClosed) started.close()
        return started
      },
      (error: unknown) => {
        starting = undefined
        onFault(error)
        return undefined
      },
    )
    return starting
  }

  const withSync = (run: (started: StartedMediaSync) => void) =>
    void open().then((started) => started !== undefined && run(started))

  void open()
  return {
    get state() {
      return service?.state
    },
    request: (mediaId) => withSync((started) => started.request(mediaId)),
    requestThumbnail: (mediaId) => withSync((started) => started.requestThumbnail(mediaId)),
    fetchOriginal: async (mediaId) => (await open())?.fetchOriginal(mediaId) ?? 'unreachable',
    nameAgain: async (mediaId) => (await open())?.nameAgain(mediaId),
    retry: async (mediaId) => (await open())?.retry(mediaId),
    wake: (reason) => withSync((started) => started.wake(reason)),
    syncPendingAssets: async () => (await open())?.syncPendingAssets(),
    pullCloudAssets: async () => (await open())?.pullCloudAssets(),
    recordMediaSeq: (seq) => withSync((started) => started.recordMediaSeq(seq)),
    close() {
      isClosed = true
      service?.close()
    },
  }
}
