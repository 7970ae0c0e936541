import type { MediaId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import { planPanorama } from '#app/render/plan-panorama.ts'
import { getFallbackLocale } from '#app/render/project-locales.ts'
import { type ExportTarget, getScreen } from './export-target.ts'
import type { FileFormat } from './file-format.ts'
import { listTargetMedia } from './missing-media.ts'

export type InputOptions = {
  format: FileFormat
  /** Of a JPEG, in percent. */
  quality: number
  /** What the bytes of a picture are known by; `undefined`: it is not here. */
  findHash: (mediaId: MediaId) => string | undefined
  /** Of the drawing code: another one may draw otherwise. */
  version: string
  /** A file with a placeholder is another one than a file that must have none. */
  allowPlaceholders?: boolean
}

/** Everything that a file depends on, as text: equal texts give equal files. */
export function describeInputs(project: Project, target: ExportTarget, options: InputOptions): string {
  const { format, quality, findHash, version, allowPlaceholders = false } = options
  return JSON.stringify({
    version,
    target,
    format,
    ...(format === 'jpeg' ? { quality } : {}),
    ...(allowPlaceholders ? { allowPlaceholders } : {}),
    screen: getScreen(project, target),
    panorama: planPanorama(project, target.canvasSizeId, target.screenId),
    fallbackLocale: getFallbackLocale(project),
    media: listTargetMedia(project, target).map((mediaId) => [mediaId, findHash(mediaId)]),
  })
}
