import { planDrawing } from '#app/export/plan-drawing.ts'
import { encodePicture } from '#app/skia/encode-picture.ts'
import { createDrawer } from '#app/skia/screen-drawer.ts'
import type { DrawingEngine, EngineInput, MadeFile } from './drawing-engine.ts'

/** Draws in this process by Skia: no browser is needed. */
export function createSkiaEngine({ project, media, quality }: EngineInput): DrawingEngine {
  const draw = createDrawer(media)
  return {
    async make(files, onMade) {
      for (const file of files) await onMade(file, await makeOne(file))
    },
    close: async () => undefined,
  }

  async function makeOne({
    target,
    format,
  }: Parameters<DrawingEngine['make']>[0][number]): Promise<MadeFile> {
    try {
      const drawing = planDrawing(project, target)
      const bytes = await encodePicture(await draw(drawing), { format, quality, maxBytes: drawing.maxBytes })
      return { kind: 'made', bytes }
    } catch (error) {
      return { kind: 'failed', message: error instanceof Error ? error.message : String(error) }
    }
  }
}
