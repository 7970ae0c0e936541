import { type Caption, hasOwnText } from '#app/captions/captions.ts'
import { findCanvasSize, sortCanvasSizeIds } from '#app/document/catalogue/canvas-sizes.ts'
import type { CanvasSizeId, ScreenId } from '#app/document/model/ids.ts'
import type { Project, Screen, TextElement } from '#app/document/model/schema.ts'
import { readLink } from '#app/document/model/screen-link.ts'

/** A screen that shows a caption. */
export type CaptionPlace = {
  canvasSizeId: CanvasSizeId
  sizeName: string
  screen: Screen
  element: TextElement
}

/** The caption's own screen, then those of the sizes that follow it and have no text of their own there. */
export function listCaptionPlaces(project: Project, caption: Caption): CaptionPlace[] {
  const { canvasSizeId, screenId, elementId } = caption
  return sortCanvasSizeIds(Object.keys(project.screensByCanvasSize)).flatMap((id) => {
    const row: Readonly<Record<ScreenId, Screen>> = project.screensByCanvasSize[id] ?? {}
    const screen = id === canvasSizeId ? row[screenId] : Object.values(row).find(follows)
    const element = screen?.elements[elementId]
    if (screen === undefined || element?.type !== 'text') return []
    const place = { canvasSizeId: id, sizeName: findCanvasSize(id)?.name ?? id, screen, element }
    return [place]
  })

  function follows(screen: Screen): boolean {
    const link = readLink(screen)
    if (link?.linkedTo.canvasSizeId !== canvasSizeId || link.linkedTo.screenId !== screenId) return false
    return !hasOwnText(link.overrides.elements?.[elementId])
  }
}
