import type {
  CanvasSizeId,
  ElementId,
  Locale,
  MediaId,
  ProjectId,
  ScreenId,
} from '#app/document/model/ids.ts'
import type { Element, Project, Screen } from '#app/document/model/schema.ts'
import { createSampleProject } from '#app/document/sample/sample-project.ts'
import { listScreens } from '#app/export/export-target.ts'

export const tenScreensSize = 'iphone-69' as CanvasSizeId

/** Ten screens of 1320 × 2868: those of the sample twice, each with a capture of its own. */
export function createTenScreens(): Project {
  let count = 0
  const sample = createSampleProject({
    id: 'b5f2b0a4-4a9c-4c0e-8a35-1f1f5a0c9e11' as ProjectId,
    mint: () => `id-${++count}`,
  })
  const screens = listScreens(sample, tenScreensSize).map(({ item }) => item)
  const twice = [0, 1].flatMap((turn) =>
    screens.map((screen, index) => {
      const id = `screen-${turn}-${index}` as ScreenId
      return [id, { ...screen, id, order: `a${turn}${index}x`, elements: renameMedia(screen, turn) }] as const
    }),
  )
  return { ...sample, screensByCanvasSize: { [tenScreensSize]: Object.fromEntries(twice) } }
}

function renameMedia({ elements }: Screen, turn: number): Screen['elements'] {
  const renamed = (Object.entries(elements) as [ElementId, Element][]).map(([id, element]) => {
    if (element.type !== 'frame') return [id, element] as const
    const media = (Object.entries(element.mediaByLocale) as [Locale, MediaId][]).map(
      ([tag, mediaId]) => [tag, createTurnId(mediaId, turn)] as const,
    )
    return [id, { ...element, mediaByLocale: Object.fromEntries(media) }] as const
  })
  return Object.fromEntries(renamed)
}

/** The id of a sample's picture in one of the two turns. */
export const createTurnId = (mediaId: MediaId, turn: number): MediaId => `${mediaId}-${turn}` as MediaId
