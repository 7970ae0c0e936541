import * as z from 'zod/mini'
import { type MediaId, type ProjectId, projectIdSchema } from '#app/document/model/ids.ts'
import { createObservable, type Observable } from '#app/observable/observable.ts'
import type { ProjectStore } from '#app/sync/ports/project-store.ts'
import type { LocalMedia } from './local-media.ts'
import type { createMediaUses } from './media-usage.ts'

export type OfflineProjectsOptions = {
  localMedia: Pick<LocalMedia, 'store' | 'service'>
  uses: Pick<ReturnType<typeof createMediaUses>, 'listMedia'>
  state: Pick<ProjectStore, 'getState' | 'setState'>
  /** Originals that must not be evicted. */
  onPinned: (mediaIds: readonly MediaId[]) => void
}

const OFFLINE_KEY = 'offlineProjects'

/** The projects that have all of their originals on this device. */
export interface OfflineProjects {
  readonly projectIds: Observable<ReadonlySet<ProjectId>>
  set(projectId: ProjectId, isOffline: boolean): Promise<void>
  /** Fetches the originals that the project names and this device lacks, if it is one of them. */
  fetch(projectId: ProjectId): Promise<void>
  load(): Promise<void>
}

export function createOfflineProjects(options: OfflineProjectsOptions): OfflineProjects {
  const { localMedia, uses, state, onPinned } = options
  const projectIds = createObservable<ReadonlySet<ProjectId>>(new Set())

  async function fetchOriginals(projectId: ProjectId): Promise<void> {
    if (!projectIds.get().has(projectId)) return
    const mediaIds = await uses.listMedia(projectId)
    onPinned(mediaIds)
    for (const mediaId of mediaIds) {
      if ((await localMedia.store.findFile(mediaId)) === undefined) localMedia.service?.request(mediaId)
    }
  }

  return {
    projectIds,
    fetch: fetchOriginals,
    async set(projectId, isOffline) {
      const next = new Set(projectIds.get())
      if (isOffline) next.add(projectId)
      else next.delete(projectId)
      projectIds.set(next)
      await state.setState(OFFLINE_KEY, [...next])
      await fetchOriginals(projectId)
    },
    async load() {
      const parsed = z.array(projectIdSchema).safeParse(await state.getState(OFFLINE_KEY))
      projectIds.set(new Set(parsed.success ? parsed.data : []))
      for (const projectId of projectIds.get()) await fetchOriginals(projectId)
    },
  }
}
