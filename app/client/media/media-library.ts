import { CanvasReadError } from '#app/canvas/check-canvas-reads.ts'
import type { Change } from '#app/document/changes/change.ts'
import { diffProjects } from '#app/document/changes/diff-projects.ts'
import { invertChange } from '#app/document/changes/invert-change.ts'
import { type MediaId, type ProjectId, projectIdSchema } from '#app/document/model/ids.ts'
import { replaceMedia } from '#app/document/model/project-media.ts'
import type { Project } from '#app/document/model/schema.ts'
import { editPicture, nameVersion } from '#app/media/edit-picture.ts'
import type { PictureImporter } from '#app/media/import-picture.ts'
import { sanitiseFileName } from '#app/media-formats/sanitise-file-name.ts'
import type { MediaItem, MediaLibrary, MediaSpace } from '#app/media-library/media-library.ts'
import { createObservable } from '#app/observable/observable.ts'
import { deletionGraceMs } from '#app/sync/media/push-assets.ts'
import type { MediaAsset, ProjectStore } from '#app/sync/ports/project-store.ts'
import type { Time } from '#app/sync/time.ts'
import type { ClientMedia } from './editor-media.ts'
import type { LocalMedia, MediaNews } from './local-media.ts'
import { toMediaItems } from './media-items.ts'
import type { createMediaUses } from './media-usage.ts'
import { createMediaThumbnails } from './thumbnail-urls.ts'

export type MediaLibraryOptions = {
  localMedia: LocalMedia
  media: ClientMedia
  importer: PictureImporter
  uses: ReturnType<typeof createMediaUses>
  state: Pick<ProjectStore, 'getState' | 'setState'>
  time: Time
  accountId: string | undefined
  /** Edits a project of this device, open or not. */
  editProject: (projectId: ProjectId, plan: (project: Project) => Change) => Promise<void>
  /** These must not make room for others. */
  onPinned: (mediaIds: readonly MediaId[]) => void
  onFault: (error: unknown) => void
}

/** What the client needs beside what panel and page see. */
export interface ClientMediaLibrary extends MediaLibrary {
  load(): Promise<void>
  /** A project changed: what it names now is kept here as well, if it is to be had offline. */
  recordProject(projectId: ProjectId): void
  close(): void
}

const OFFLINE_KEY = 'offlineProjects'
/** Many rows may change at once; lists are drawn a few times a second. */
const publishEveryMs = 60

export function createMediaLibrary(options: MediaLibraryOptions): ClientMediaLibrary {
  const { localMedia, media, uses, state, time, accountId, editProject, onFault } = options
  const { store } = localMedia
  const rows = new Map<MediaId, MediaAsset>()
  const uploads = new Map<MediaId, number>()
  const downloads = new Map<MediaId, number>()
  const items = createObservable<readonly MediaItem[] | undefined>(undefined)
  const space = createObservable<MediaSpace>({ hereBytes: 0 })
  const offlineProjects = createObservable<ReadonlySet<ProjectId>>(new Set())
  const thumbnails = createMediaThumbnails({ localMedia, importer: options.importer, onFault })
  let isLoaded = false
  let cancelPublish: (() => void) | undefined
  let cancelPurge: (() => void) | undefined

  const unsubscribe = localMedia.subscribe((news) => {
    void follow(news).catch(onFault)
  })

  async function follow(news: MediaNews): Promise<void> {
    switch (news.kind) {
      case 'changed':
      case 'arrived': {
        const asset = await store.findAsset(news.mediaId)
        if (asset === undefined) rows.delete(news.mediaId)
        else rows.set(news.mediaId, asset)
        break
      }
      case 'uploading':
      case 'downloading': {
        const shares = news.kind === 'uploading' ? uploads : downloads
        if (news.share === undefined) shares.delete(news.mediaId)
        else shares.set(news.mediaId, news.share)
        break
      }
      case 'state':
        break
      default:
        return
    }
    publishSoon()
  }

  function publishSoon(): void {
    if (!isLoaded) return
    cancelPublish ??= time.schedule(publishEveryMs, () => {
      cancelPublish = undefined
      publish()
    })
  }

  function publish(): void {
    const before = new Map(items.get()?.map((item) => [item.mediaId, item]))
    const now = toMediaItems([...rows.values()], {
      isSignedIn: accountId !== undefined,
      shares: { uploads, downloads },
    })
    items.set(now.map((item) => reuse(before.get(item.mediaId), item)))
    void readSpace().catch(onFault)
  }

  async function readSpace(): Promise<void> {
    let hereBytes = 0
    for (const { isRemote, deletedAt, size } of rows.values()) {
      if (!isRemote && deletedAt === undefined) hereBytes += size
    }
    const { quota } = (await navigator.storage?.estimate?.()) ?? {}
    const { usedBytes, quotaBytes } = localMedia.service?.state.get() ?? {}
    space.set({
      hereBytes,
      ...(quota === undefined ? {} : { hereQuotaBytes: quota }),
      ...(usedBytes === undefined ? {} : { cloudBytes: usedBytes }),
      ...(quotaBytes === undefined ? {} : { cloudQuotaBytes: quotaBytes }),
    })
  }

  async function change(mediaIds: readonly MediaId[], edit: (row: MediaAsset) => MediaAsset): Promise<void> {
    for (const mediaId of mediaIds) {
      await store.update(mediaId, edit)
      localMedia.tell({ kind: 'changed', mediaId })
    }
    localMedia.service?.wake('edit')
  }

  /** Without an account nobody else has to hear of a deletion: it is done when undo has run out. */
  async function purge(): Promise<void> {
    if (accountId !== undefined) return
    const nowMs = time.nowMs()
    for (const { cloudId, deletedAt } of await store.listAssets()) {
      if (deletedAt === undefined || deletedAt + deletionGraceMs > nowMs) continue
      await store.remove(cloudId)
      localMedia.tell({ kind: 'changed', mediaId: cloudId })
    }
  }

  async function fetchOffline(projectId: ProjectId): Promise<void> {
    if (!offlineProjects.get().has(projectId)) return
    const mediaIds = await uses.listMedia(projectId)
    options.onPinned(mediaIds)
    for (const mediaId of mediaIds) {
      if ((await store.findFile(mediaId)) === undefined) localMedia.service?.request(mediaId)
    }
  }

  async function replaceEverywhere(item: MediaItem, to: MediaId) {
    const done: { projectId: ProjectId; change: Change }[] = []
    const from = new Set(item.mediaIds.filter((id) => id !== to))
    for (const { projectId } of await uses.findUses(item.mediaIds)) {
      await editProject(projectId, (project) => {
        const made = diffProjects(project, replaceMedia(project, { from, to }), 'Replace picture')
        if (made.ops.length > 0) done.push({ projectId, change: made })
        return made
      })
    }
    return {
      projectCount: done.length,
      undo: async () => {
        for (const { projectId, change: made } of done) await editProject(projectId, () => invertChange(made))
      },
    }
  }

  return {
    items,
    space,
    thumbnails,
    offlineProjects,
    isSignedIn: accountId !== undefined,
    startSync(config) {
      if (accountId !== undefined) localMedia.startSync(config, accountId)
    },
    importFiles: (files, importOptions) => media.importFiles(files, importOptions),
    async rename(item, fileName) {
      const clean = sanitiseFileName(fileName)
      if (fileName.trim() === '' || clean === item.fileName) return
      await change(item.mediaIds, (row) => ({
        ...row,
        fileName: clean,
        updatedAt: time.nowMs(),
        isRenamed: true,
      }))
    },
    async delete(chosen) {
      const deletedAt = time.nowMs()
      const ids = chosen.flatMap(({ mediaIds }) => mediaIds)
      // The user was shown where it is used and went on: the account need not ask again.
      const used = new Set<MediaId>()
      for (const item of chosen) {
        if ((await uses.findUses(item.mediaIds)).length > 0) for (const id of item.mediaIds) used.add(id)
      }
      await change(ids, (row) => ({
        ...row,
        deletedAt,
        ...(used.has(row.cloudId) ? { isDeletionForced: true } : {}),
      }))
      cancelPurge?.()
      cancelPurge = time.schedule(deletionGraceMs + 100, () => void purge().catch(onFault))
    },
    undoDelete: (chosen) =>
      change(
        chosen.flatMap(({ mediaIds }) => mediaIds),
        ({ deletedAt: _deletedAt, isDeletionForced: _isForced, ...row }) => row,
      ),
    findUses: (mediaIds) => uses.findUses(mediaIds),
    replaceEverywhere,
    async retry(item) {
      for (const mediaId of item.mediaIds) await localMedia.service?.retry(mediaId)
    },
    async findOriginal({ mediaId }) {
      const missing = await media.fetchFiles([mediaId], {})
      return missing.size > 0 ? undefined : store.findFile(mediaId)
    },
    async addVersion(item, edit) {
      const original = await store.findFile(item.mediaId)
      if (original === undefined) {
        const message = `The original of “${item.fileName}” is not on this device. Go online and open it again.`
        return { kind: 'refused', fileName: item.fileName, message }
      }
      const picture = await editPicture(original, edit).catch((error: unknown) => {
        if (error instanceof CanvasReadError) return error
        throw error
      })
      if (picture instanceof Error)
        return { kind: 'refused', fileName: item.fileName, message: picture.message }
      const file = new File([picture], nameVersion(item.fileName, picture.type), { type: picture.type })
      const [result] = await media.importFiles([file], {})
      if (result === undefined) throw new Error('An import of one file had no result.')
      return result
    },
    async setOffline(projectId, isOffline) {
      const next = new Set(offlineProjects.get())
      if (isOffline) next.add(projectId)
      else next.delete(projectId)
      offlineProjects.set(next)
      await state.setState(OFFLINE_KEY, [...next])
      await fetchOffline(projectId)
    },
    async syncNow() {
      localMedia.service?.wake('asked')
      await localMedia.service?.syncPendingAssets()
    },
    async load() {
      rows.clear()
      for (const asset of await store.listAssets()) rows.set(asset.cloudId, asset)
      isLoaded = true
      publish()
      offlineProjects.set(readProjectIds(await state.getState(OFFLINE_KEY)))
      for (const projectId of offlineProjects.get()) await fetchOffline(projectId)
      await purge()
    },
    recordProject: (projectId) => void fetchOffline(projectId).catch(onFault),
    close() {
      unsubscribe()
      cancelPublish?.()
      cancelPurge?.()
      thumbnails.close()
    },
  }
}

function readProjectIds(stored: unknown): ReadonlySet<ProjectId> {
  const parsed = projectIdSchema.array().safeParse(stored)
  return new Set(parsed.success ? parsed.data : [])
}

/** The same object for an unchanged tile, so that only what changed is drawn again. */
function reuse(before: MediaItem | undefined, now: MediaItem): MediaItem {
  return before !== undefined && JSON.stringify(before) === JSON.stringify(now) ? before : now
}
