import { findCanvasSize, getCanvasHeight } from '#app/document/catalogue/canvas-sizes.ts'
import type { ElementId, MediaId } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Element, Project } from '#app/document/model/schema.ts'
import { listFontMedia } from '#app/render/collect-media.ts'
import type { DrawContext, Picture } from '#app/render/draw-assets.ts'
import { drawScreenExcept } from '#app/render/draw-screen.ts'
import { findLocalised } from '#app/render/find-localised.ts'
import { planPanorama } from '#app/render/plan-panorama.ts'
import { getFallbackLocale } from '#app/render/project-locales.ts'
import type { Rgb } from '#app/render/sample-background.ts'
import { measureTextContrast } from '#app/render/text-contrast.ts'
import { type ExportTarget, getScreen, listTexts } from './export-target.ts'
import { listTargetMedia } from './missing-media.ts'

/** What is drawn behind a text, by points in canvas widths; `undefined` where a picture is not at hand. */
export type OpenBehind = (
  target: ExportTarget,
  elementId: ElementId,
) => ((point: { x: number; y: number }) => Rgb | undefined) | undefined

type Parts = {
  project: Project
  /** Of any size: a thumbnail does. */
  findPicture: (mediaId: MediaId) => Picture | undefined
  createContext: (widthPx: number, heightPx: number) => DrawContext | null | undefined
}

/** Small: the colour of a pixel is the mean of what a letter lies on. */
const widthPx = 120

/** Draws each screen up to a text, where the contrast of the text depends on pictures. */
export function createBehindReader({ project, findPicture, createContext }: Parts): OpenBehind {
  const fallbackLocale = getFallbackLocale(project)
  return (target, elementId) => {
    if (listPictures(project, target).some((mediaId) => findPicture(mediaId) === undefined)) return undefined
    const screen = getScreen(project, target)
    const heightPx = Math.max(
      1,
      Math.round(widthPx * getCanvasHeight(target.canvasSizeId, screen.orientation)),
    )
    const context = createContext(widthPx, heightPx)
    if (!context) return undefined
    const inOrder = listOrdered<ElementId, Element>(screen.elements).map(({ id }) => id)
    const hidden = new Set(inOrder.slice(inOrder.indexOf(elementId)))
    const assets = {
      ...{ widthPx, heightPx, locale: target.locale, fallbackLocale, findPicture },
      findName: () => undefined,
      panorama: planPanorama(project, target.canvasSizeId, target.screenId),
    }
    drawScreenExcept(context, screen, assets, hidden)
    const { data } = context.getImageData(0, 0, widthPx, heightPx)
    return ({ x, y }) => {
      const column = Math.min(Math.max(Math.floor(x * widthPx), 0), widthPx - 1)
      const row = Math.min(Math.max(Math.floor(y * widthPx), 0), heightPx - 1)
      const at = 4 * (row * widthPx + column)
      return [data[at] ?? 255, data[at + 1] ?? 255, data[at + 2] ?? 255]
    }
  }
}

/** The pictures of screens on which the contrast of a text cannot be told without them. */
export function listPicturesBehindTexts(
  project: Project,
  targets: readonly ExportTarget[],
): ReadonlySet<MediaId> {
  const undecided = targets.filter((target) => isUndecided(project, target))
  return new Set(undecided.flatMap((target) => listPictures(project, target)))
}

function isUndecided(project: Project, target: ExportTarget): boolean {
  const { canvasSizeId, screenId, locale } = target
  if (findCanvasSize(canvasSizeId) === undefined) return false
  const screen = getScreen(project, target)
  const canvasHeight = getCanvasHeight(canvasSizeId, screen.orientation)
  const panorama = planPanorama(project, canvasSizeId, screenId)
  const locales = { locale, fallbackLocale: getFallbackLocale(project) }
  return listTexts(screen).some(({ item }) => {
    const content = findLocalised(item.contentByLocale, locales) ?? ''
    const scene = { screen, canvasHeight, panorama, content }
    return content.trim() !== '' && measureTextContrast(item, scene) === undefined
  })
}

function listPictures(project: Project, target: ExportTarget): MediaId[] {
  const fonts = listFontMedia(getScreen(project, target))
  return listTargetMedia(project, target).filter((mediaId) => !fonts.has(mediaId))
}
