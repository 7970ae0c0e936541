import { CanvasReadError } from '#app/canvas/check-canvas-reads.ts'
import type { Change } from '#app/document/changes/change.ts'
import { diffProjects } from '#app/document/changes/diff-projects.ts'
import { invertChange } from '#app/document/changes/invert-change.ts'
import type { MediaId, ProjectId } from '#app/document/model/ids.ts'
import { replaceMedia } from '#app/document/model/project-media.ts'
import type { Project } from '#app/document/model/schema.ts'
import { editPicture, nameVersion, type PictureEdit } from '#app/media/edit-picture.ts'
import type { ImportResult } from '#app/media/import-result.ts'
import type { MediaItem, MediaLibrary } from '#app/media-library/media-library.ts'
import type { ClientMedia } from './editor-media.ts'
import type { LocalMedia } from './local-media.ts'
import type { createMediaUses } from './media-usage.ts'

export type MediaVersionsOptions = {
  localMedia: Pick<LocalMedia, 'store'>
  media: Pick<ClientMedia, 'fetchFiles' | 'importFiles'>
  uses: Pick<ReturnType<typeof createMediaUses>, 'findUses'>
  /** Edits a project of this device, open or not. */
  editProject: (projectId: ProjectId, plan: (project: Project) => Change) => Promise<void>
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
    addVersion: (item, edit) => addVersion(item, edit, options),
    replaceEverywhere: (item, to) => replaceEverywhere(item, to, options),
  }
}

async function addVersion(
  item: MediaItem,
  edit: PictureEdit,
  { localMedia, media }: MediaVersionsOptions,
): Promise<ImportResult> {
  const { fileName } = item
  const original = await localMedia.store.findFile(item.mediaId)
  if (original === undefined) {
    const message = `The original of “${fileName}” is not on this device. Go online and open it again.`
    return { kind: 'refused', fileName, message }
  }
  const picture = await editPicture(original, edit).catch((error: unknown) => {
    if (error instanceof CanvasReadError) return error
    throw error
  })
  if (picture instanceof Error) return { kind: 'refused', fileName, message: picture.message }
  const file = new File([picture], nameVersion(fileName, picture.type), { type: picture.type })
  const [result] = await media.importFiles([file], {})
  if (result === undefined) throw new Error('An import of one file had no result.')
  return result
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
