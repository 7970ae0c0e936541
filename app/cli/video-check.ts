import { listTargetMedia } from '#app/export/missing-media.ts'
import type { PlannedFile } from '#app/export/planned-file.ts'
import { describeVideo } from '#app/skia/describe-video.ts'
import type { EngineInput } from './drawing-engine.ts'

/** A sentence for a file in which a video would be drawn. */
export function createVideoCheck({ archive, project, media }: EngineInput) {
  const videos = new Set(
    archive.manifest.media.filter(({ mimeType }) => mimeType.startsWith('video/')).map(({ id }) => id),
  )
  return ({ target }: PlannedFile): string | undefined => {
    const video = listTargetMedia(project, target).find((mediaId) => videos.has(mediaId))
    return video && describeVideo(media.findName(video) ?? video)
  }
}
