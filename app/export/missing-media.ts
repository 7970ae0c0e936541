import type { MediaId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import { listMediaIds } from '#app/render/collect-media.ts'
import { planPanorama } from '#app/render/plan-panorama.ts'
import { getFallbackLocale } from '#app/render/project-locales.ts'
import { type ExportTarget, getScreen } from './export-target.ts'
import type { FileSource } from './file-source.ts'

/** The pictures a target is drawn with, its share of a panorama included. */
export function listTargetMedia(project: Project, target: ExportTarget): MediaId[] {
  const panorama = planPanorama(project, target.canvasSizeId, target.screenId)
  const screen = getScreen(project, target)
  const own = panorama ? { ...screen, background: panorama.background } : screen
  return listMediaIds(own, target.locale, getFallbackLocale(project))
}

/** Pictures of the targets whose files are not on this device. */
export async function findMissingMedia(
  project: Project,
  targets: readonly ExportTarget[],
  media: Pick<FileSource, 'findFile'>,
): Promise<ReadonlySet<MediaId>> {
  const ids = new Set(targets.flatMap((target) => listTargetMedia(project, target)))
  const missing = await Promise.all(
    [...ids].map(async (mediaId) => ((await media.findFile(mediaId)) === undefined ? mediaId : undefined)),
  )
  return new Set(missing.filter((mediaId) => mediaId !== undefined))
}
