import type { Change } from '#app/document/changes/change.ts'
import { diffProjects } from '#app/document/changes/diff-projects.ts'
import { invertChange } from '#app/document/changes/invert-change.ts'
import type { MediaId, ProjectId } from '#app/document/model/ids.ts'
import { replaceMedia } from '#app/document/model/project-media.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import type { MediaItem, MediaLibrary } from '#app/media-library/media-library.ts'
import type { ClientMedia } from './editor-media.ts'
import type { LocalMedia } from './local-media.ts'
import type { createMediaUses } from './media-usage.ts'

export type MediaVersionsOptions = {
  localMedia: Pick<LocalMedia, 'store'>
  media: Pick<ClientMedia, 'fetchFiles' | 'importFiles'>
  uses: Pick<ReturnType<typeof createMediaUses>, 'findUses'>
  /** Edits a project of this device, open or not. */
  editProject: (projectId: ProjectId, plan: (project: ProjectDocument) => Change) => Promise<void>
}

export type MediaVersions = Pick<MediaLibrary, 'findOriginal' | 'addVersion' | 'replaceEverywhere'>

/** Pictures made of others, and one picture in the place of another. */
export function createMediaVersions(options: MediaVersionsOptions): MediaVersions {
  const { localMedia, media } = options
  return {
    async findOriginal({ mediaId }) {
      const missing = await media.fetchFiles([mediaId], {})
      return missing.size > 0 ? undefined : localMedia.store.findFile(mediaId)
    },
    async addVersion(item, edit) {
      const { addVersion } = await import('./add-version.ts')
      return addVersion(item, edit, options)
    },
    replaceEverywhere: (item, to) => replaceEverywhere(item, to, options),
  }
}

async function replaceEverywhere(item: MediaItem, to: MediaId, { uses, editProject }: MediaVersionsOptions) {
  const done: { projectId: ProjectId; change: Change }[] = []
  const from = new Set(item.mediaIds.filter((id) => id !== to))
  for (const { projectId } of await uses.findUses(item.mediaIds)) {
    await editProject(projectId, (project) => {
      const change = diffProjects(project, replaceMedia(project, { from, to }), 'Replace picture')
      if (change.ops.length > 0) done.push({ projectId, change })
      return change
    })
  }
  return {
    projectCount: done.length,
    async undo() {
      for (const { projectId, change } of done) await editProject(projectId, () => invertChange(change))
    },
  }
}
