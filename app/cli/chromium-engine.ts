import type { PlannedFile } from '#app/export/planned-file.ts'
import type { OpenBrowserPage } from './browser-page.ts'
import { CliError } from './cli-error.ts'
import type { DrawingEngine, EngineInput } from './drawing-engine.ts'
import { createVideoCheck } from './video-check.ts'

/**
 * Draws in a headless Chromium by the browser's own export: its files, byte for byte.
 *
 * @throws CliError where no Chromium starts
 */
export async function openChromiumEngine(
  input: EngineInput,
  openPage: OpenBrowserPage,
): Promise<DrawingEngine> {
  const { project, media, quality, archive } = input
  const findVideo = createVideoCheck(input)
  let drawing: { files: readonly PlannedFile[]; onMade: Parameters<DrawingEngine['make']>[1] } | undefined
  const page = await openPage({
    readMedia: (mediaId) => media.read(mediaId as never),
    async takeFile(index, bytes) {
      const file = drawing?.files[index]
      if (file !== undefined) await drawing?.onMade(file, { kind: 'made', bytes })
    },
  }).catch((error: unknown) => {
    throw new CliError(error instanceof Error ? error.message : String(error))
  })

  return {
    async make(all, onMade) {
      const files: PlannedFile[] = []
      for (const file of all) {
        const video = findVideo(file)
        if (video === undefined) files.push(file)
        else await onMade(file, { kind: 'failed', message: video })
      }
      drawing = { files, onMade }
      const names = archive.manifest.media.map(({ id }) => ({ mediaId: id, name: media.findName(id) }))
      const { failures } = await page.draw({ project, files, names, quality })
      for (const { index, message } of failures) {
        const file = files[index]
        if (file !== undefined) await onMade(file, { kind: 'failed', message })
      }
    },
    close: () => page.close(),
  }
}
