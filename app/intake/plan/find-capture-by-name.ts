import type { CanvasSizeId, ElementId, Locale, MediaId, ScreenId } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Element, Project, Screen } from '#app/document/model/schema.ts'
import type { Place } from './intake-row.ts'
import { readCapturePath } from './read-capture-path.ts'

/** Names that programs give to everything. */
const nameless =
  /^(image|img|picture|photo|screenshot|screen shot|capture|clipboard|untitled|unknown)?[ _.()-]*$/

/** The device or picture that shows a capture of this name, in whichever language: the new one takes its place. */
export function findCaptureByName(
  project: Project,
  name: string,
  { canvasSizeId, locale }: { canvasSizeId: CanvasSizeId; locale: Locale },
): Place | undefined {
  if (nameless.test(name)) return undefined
  for (const { id: screenId, item } of listOrdered<ScreenId, Screen>(
    project.screensByCanvasSize[canvasSizeId],
  )) {
    for (const { id: elementId, item: element } of listOrdered<ElementId, Element>(item.elements)) {
      if (element.type !== 'frame' && element.type !== 'image') continue
      const media: readonly MediaId[] = Object.values(element.mediaByLocale)
      if (!media.some((mediaId) => nameOf(project, mediaId) === name)) continue
      return {
        kind: 'screen',
        screenId,
        elementId,
        isReplaced: element.mediaByLocale[locale] !== undefined,
      }
    }
  }
  return undefined
}

function nameOf(project: Project, mediaId: MediaId): string | undefined {
  const name = project.mediaNames?.[mediaId]
  return name === undefined ? undefined : readCapturePath(name, Object.keys(project.locales ?? {})).name
}
