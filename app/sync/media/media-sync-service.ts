import type { MediaId } from '#app/document/model/ids.ts'
import { createObservable, type Observable, type WritableObservable } from '#app/observable/observable.ts'
import { createMediaApi } from '../api/media-api.ts'
import type { JobEnd, ScheduleRules, WakeUp } from '../engine/schedule-state.ts'
import { createScheduler, type Scheduler } from '../engine/scheduler.ts'
import type { MediaAsset } from '../ports/project-store.ts'
import type { TabRole } from '../tab-role.ts'
import { createDownloads } from './download-originals.ts'
import type { FetchQueue } from './download-queue.ts'
import { createThumbnailDownloads } from './download-thumbnails.ts'
import type {
  MediaSyncConfig,
  MediaSyncEvent,
  MediaSyncPorts,
  MediaSyncState,
  MediaWakeReason,
} from './media-sync-config.ts'
import type { MediaSyncContext } from './media-sync-context.ts'
import { getValue, MediaSyncError } from './media-sync-error.ts'
import { readCloud, recordInCloud } from './merge-asset.ts'
import { MEDIA_CURSOR_KEY, pullAssets } from './pull-assets.ts'
import { pushAssets } from './push-assets.ts'
import { pushThumbnails } from './push-thumbnails.ts'
import { recordNamedAgain, reviveNamed } from './revive-named.ts'
import { uploadFile } from './upload-file.ts'

/** A round may last as long as an upload: its back-off begins when it is over. */
const rules: ScheduleRules = { backOffFrom: 'end' }

const wakeUps: Readonly<Record<MediaWakeReason, WakeUp>> = {
  import: { needs: 'push', forgets: 'nothing' },
  edit: { needs: 'push', forgets: 'nothing' },
  start: { needs: 'pull', forgets: 'failures' },
  seq: { needs: 'pull', forgets: 'nothing' },
  wanted: { needs: 'pull', forgets: 'nothing' },
  online: { needs: 'pull', forgets: 'failures' },
  visible: { needs: 'pull', forgets: 'failures' },
  asked: { needs: 'pull', forgets: 'everything' },
}

/**
 * Keeps the media of one account the same on this device and in the cloud. Rows and files of the store are
 * authoritative; transfers may be interrupted at any point and are resumed from the disk. Rounds (pull, deletions, names,
 * uploads, thumbnails) run in the tab that leads; each tab downloads what it shows.
 */
export class MediaSyncService {
  /** Of this tab's rounds, or of the leader's (`showState`). */
  readonly state: Observable<MediaSyncState>
  readonly #config: MediaSyncConfig
  readonly #context: MediaSyncContext
  readonly #abort = new AbortController()
  readonly #listeners = new Set<(event: MediaSyncEvent) => void>()
  readonly #scheduler: Scheduler
  readonly #thumbnailScheduler: Scheduler
  readonly #downloads: FetchQueue
  readonly #thumbnails: FetchQueue
  readonly #state: WritableObservable<MediaSyncState>
  #role: TabRole = 'follows'
  /** Of the rounds of this leadership: aborted with it. */
  #rounds = new AbortController()
  #isPullNeeded = true
  /** The account may have room that it did not have: on load, and when somebody asks. */
  #expectsRoom = true
  #cursor: number | undefined

  constructor(config: MediaSyncConfig, ports: MediaSyncPorts) {
    this.#config = config
    this.#state = createObservable<MediaSyncState>({
      failure: undefined,
      usedBytes: undefined,
      quotaBytes: undefined,
    })
    this.state = this.#state
    this.#context = {
      ...ports,
      api: createMediaApi(config, { transport: ports.transport, time: ports.time }),
      signal: this.#abort.signal,
      notify: (event) => {
        for (const listener of [...this.#listeners]) listener(event)
      },
      recordState: (news) => this.showState({ ...this.state.get(), ...news }),
    }
    const requestPull = () => this.wake('wanted')
    this.#downloads = createDownloads(this.#context, requestPull)
    this.#thumbnails = createThumbnailDownloads(this.#context, {
      requestPull,
      requestOriginal: (mediaId) => this.#downloads.request(mediaId),
    })
    const { time, random, onFault } = ports
    const shared = { time, random, rules, onFault, pollDelayMs: () => config.syncInterval }
    this.#scheduler = createScheduler({ ...shared, run: () => this.#runRound() })
    this.#thumbnailScheduler = createScheduler({
      ...shared,
      run: () => pushThumbnails({ ...this.#context, signal: this.#rounds.signal }),
    })
    if (config.autoSync) this.wake('start')
  }

  /** A tab begins as one that follows. */
  setRole(role: TabRole): void {
    if (this.#abort.signal.aborted || role === this.#role) return
    const before = this.#role
    this.#role = role
    if (before === 'leads') this.#stopRounds()
    if (role === 'leads') this.#startRounds()
    for (const downloads of [this.#downloads, this.#thumbnails]) {
      if (role === 'paused') downloads.pause()
      if (before === 'paused') downloads.resume()
    }
  }

  /** What the tab that leads knows of the account. */
  showState(state: MediaSyncState): void {
    this.#state.set(state)
    this.#context.notify({ kind: 'state' })
  }

  /** The account's rows are on the disk, read by this tab or another: missing files are requested again. */
  retryDownloads(): void {
    this.#downloads.retry()
    this.#thumbnails.retry()
  }

  // The next four are named by the design (decision 0010) and called by tests alone: the app uses `wake` and `request`.

  /** Uploads the original and its data; returns the account's row. */
  async uploadAsset(asset: MediaAsset, file: File): Promise<MediaAsset> {
    const cloud = getValue(
      await uploadFile(
        this.#context.api,
        { asset, file },
        { signal: this.#abort.signal, onProgress: () => undefined },
      ),
    )
    const nowMs = this.#context.time.nowMs()
    const updated = await this.#context.store.update(asset.cloudId, (row) => recordInCloud(row, cloud, nowMs))
    return updated ?? recordInCloud(asset, cloud, nowMs)
  }

  async fetchAssetMetadata(cloudId: string): Promise<MediaAsset> {
    const id = cloudId as MediaId
    const cloud = getValue(await this.#context.api.get(id, this.#abort.signal))
    const nowMs = this.#context.time.nowMs()
    const known = await this.#context.store.findAsset(id)
    return known === undefined ? readCloud(cloud, nowMs) : recordInCloud(known, cloud, nowMs)
  }

  async downloadAssetFile(cloudUrl: string): Promise<File> {
    const response = await this.#context.api.download(cloudUrl, { signal: this.#abort.signal })
    if (response.kind === 'expired') throw new MediaSyncError('missing', 'This address is no longer valid.')
    const blob = getValue(response)
    const name = decodeURIComponent(new URL(cloudUrl, 'http://local').pathname.split('/').at(-1) ?? 'file')
    return new File([blob], name, { type: blob.type })
  }

  /** In the account and here, whether or not something uses it. */
  async deleteAsset(cloudId: string): Promise<void> {
    const id = cloudId as MediaId
    const response = await this.#context.api.delete(id, { isForced: true, signal: this.#abort.signal })
    if (response.kind !== 'missing') getValue(response)
    await this.#context.store.remove(id)
    this.#context.notify({ kind: 'changed', mediaId: id })
  }

  /** Deletions, names and originals that the account does not have yet; in the background and for "Sync now". */
  async syncPendingAssets(): Promise<void> {
    await this.#scheduler.runNow()
  }

  /** Additions, renames and deletions of other devices. Originals stay in the account until they are requested. */
  async pullCloudAssets(): Promise<void> {
    this.#isPullNeeded = true
    await this.#scheduler.runNow()
  }

  /** The account's media have reached this number: pulls when this device has not seen it. */
  recordMediaSeq(seq: number): void {
    if (this.#cursor !== undefined && seq <= this.#cursor) return
    this.wake('seq')
  }

  /** `import` and `edit` have something to send, the others also pull. */
  wake(reason: MediaWakeReason): void {
    if (this.#abort.signal.aborted) return
    if (reason === 'online' || reason === 'asked') this.retryDownloads()
    if (this.#role === 'follows') this.#context.wakeLeader(reason)
    if (this.#role !== 'leads') return
    if (wakeUps[reason].needs === 'pull') this.#isPullNeeded = true
    if (reason === 'start' || reason === 'asked') this.#expectsRoom = true
    this.#scheduler.wake(wakeUps[reason])
  }

  /** Downloads the original soon, without a waiting caller; also when the account does not list it yet. */
  request(mediaId: MediaId): void {
    this.#downloads.request(mediaId)
  }

  /** A project names it again, and it is not known here: if the account has deleted it, it comes back. */
  async nameAgain(mediaId: MediaId): Promise<void> {
    await recordNamedAgain(this.#context.state, mediaId)
    this.wake('wanted')
  }

  /** Downloads the thumbnail soon; the original where the account has none. */
  requestThumbnail(mediaId: MediaId): void {
    this.#thumbnails.request(mediaId)
  }

  /** `here` when the original is on this device; else why it is not, and it comes later by itself. */
  fetchOriginal(mediaId: MediaId): Promise<'here' | 'unknown' | 'unreachable'> {
    return this.#downloads.fetch(mediaId)
  }

  /** An upload that was rejected is tried once more. */
  async retry(mediaId: MediaId): Promise<void> {
    await this.#context.store.update(
      mediaId,
      ({ syncError: _syncError, lacksRoom: _lacksRoom, ...asset }) => ({
        ...asset,
        syncStatus: asset.syncStatus === 'error' ? 'pending' : asset.syncStatus,
      }),
    )
    this.#context.notify({ kind: 'changed', mediaId })
    this.wake('asked')
  }

  subscribe(listener: (event: MediaSyncEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  close(): void {
    this.#abort.abort()
    this.#rounds.abort()
    this.#scheduler.close()
    this.#thumbnailScheduler.close()
    this.#downloads.close()
    this.#thumbnails.close()
    this.#listeners.clear()
  }

  #startRounds(): void {
    this.#rounds = new AbortController()
    this.#scheduler.resume()
    this.#thumbnailScheduler.resume()
    // Whatever was missed meanwhile is on the disk.
    if (this.#config.autoSync) this.wake('start')
  }

  /** A round under way ends at once: another tab takes it up from the disk. */
  #stopRounds(): void {
    this.#scheduler.pause()
    this.#thumbnailScheduler.pause()
    this.#rounds.abort()
  }

  async #runRound(): Promise<JobEnd> {
    const context = { ...this.#context, signal: this.#rounds.signal }
    if ((await this.#config.getUserId()) === null) return { kind: 'halted' }
    if (this.#isPullNeeded) {
      this.#isPullNeeded = false
      const end = await this.#pull(context)
      if (end.kind !== 'done') {
        this.#isPullNeeded = true
        return end
      }
      const cursor = await context.state.getState(MEDIA_CURSOR_KEY)
      this.#cursor = typeof cursor === 'number' ? cursor : undefined
      this.retryDownloads()
      context.notify({ kind: 'pulled' })
    }
    const isFirst = this.state.get().usedBytes === undefined
    const onUploaded = () => this.#thumbnailScheduler.wake(wakeUps.import)
    const expectsRoom = this.#expectsRoom
    this.#expectsRoom = false
    const end = this.#read(await pushAssets(context, { isFirst, expectsRoom, onUploaded }))
    // The next pull is due with the interval.
    this.#isPullNeeded = true
    if (end.kind === 'done') this.#thumbnailScheduler.wake(wakeUps.import)
    return end
  }

  async #pull(context: MediaSyncContext): Promise<JobEnd> {
    const end = this.#read(await pullAssets(context))
    return end.kind === 'done' ? this.#read(await reviveNamed(context)) : end
  }

  #read(end: Awaited<ReturnType<typeof pushAssets>>): JobEnd {
    switch (end.kind) {
      case 'signed-out':
      case 'outdated':
        this.#context.recordState({ failure: end.kind })
        return { kind: 'halted' }
      case 'cancelled':
        return { kind: 'halted' }
      case 'offline':
      case 'later':
        this.#context.recordState({ failure: 'offline' })
        return { kind: 'failed', retryAfterMs: end.retryAfterMs }
      case 'done':
        if (this.state.get().failure !== undefined) this.#context.recordState({ failure: undefined })
        return end
    }
  }
}
