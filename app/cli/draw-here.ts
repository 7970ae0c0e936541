import { planDrawing } from '#app/export/plan-drawing.ts'
import { encodePicture } from '#app/skia/encode-picture.ts'
import { createDrawer } from '#app/skia/screen-drawer.ts'
import type { EngineInput, MadeFile, MakeFiles } from './drawing-engine.ts'

/** Draws by Skia in this process, one file after another. */
export function drawHere({ project, media, quality }: EngineInput): MakeFiles {
  const draw = createDrawer(media)
  return async (files, onMade) => {
    for (const file of files) await onMade(file, await makeOne(file))
  }

  async function makeOne({ target, format }: Parameters<MakeFiles>[0][number]): Promise<MadeFile> {
    try {
      const drawing = planDrawing(project, target)
      const bytes = await encodePicture(await draw(drawing), { ...drawing, format, quality })
      return { kind: 'made', bytes }
    } catch (error) {
      return { kind: 'failed', message: error instanceof Error ? error.message : String(error) }
    }
  }
}
