import { findCanvasSize, getCanvasHeight } from '#app/document/catalogue/canvas-sizes.ts'
import type { ElementId, MediaId } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Element, Project, Screen, TextElement } from '#app/document/model/schema.ts'
import { listFontMedia } from '#app/render/collect-media.ts'
import type { DrawContext, Picture } from '#app/render/draw-assets.ts'
import { drawScreenExcept } from '#app/render/draw-screen.ts'
import { findLocalised } from '#app/render/find-localised.ts'
import { layoutText } from '#app/render/layout-text.ts'
import { planPanorama } from '#app/render/plan-panorama.ts'
import { getFallbackLocale } from '#app/render/project-locales.ts'
import { type Behind, measureTextContrast } from '#app/render/text-contrast.ts'
import { type ExportTarget, getScreen, listTexts } from './export-target.ts'
import { listTargetMedia } from './missing-media.ts'

/** `undefined` where a picture is not at hand. */
export type OpenBehind = (target: ExportTarget, elementId: ElementId) => Behind | undefined

type Parts = {
  project: Project
  /** Of any size: a thumbnail does. */
  findPicture: (mediaId: MediaId) => Picture | undefined
  createContext: (widthPx: number, heightPx: number) => DrawContext | null | undefined
}

/** Small: the colour of a pixel is the mean of what a letter lies on. */
const widthPx = 120

type Pixels = { data: Uint8ClampedArray; heightPx: number }

/** By everything else that is drawn, as text: languages with the same pictures share a drawing. */
const drawnOf = new WeakMap<Screen, Map<string, Pixels>>()

/** Draws each screen up to a text, but for the texts below it, where the contrast of the text depends on pictures. */
export function createBehindReader(parts: Parts): OpenBehind {
  const { project, findPicture } = parts
  return (target, elementId) => {
    if (listPictures(project, target).some((mediaId) => findPicture(mediaId) === undefined)) return undefined
    const screen = getScreen(project, target)
    const drawn = drawnOf.get(screen) ?? new Map<string, Pixels>()
    drawnOf.set(screen, drawn)
    const key = describeDrawing(project, target, elementId)
    const pixels = drawn.get(key) ?? drawBehind(parts, target, elementId)
    if (pixels === undefined) return undefined
    drawn.set(key, pixels)
    const text = screen.elements[elementId]
    const lines = text?.type === 'text' ? listLines(parts, target, text) : []
    return { read: (point) => readPixel(pixels, point), lines }
  }
}

function describeDrawing(project: Project, target: ExportTarget, elementId: ElementId): string {
  const { canvasSizeId, screenId, locale } = target
  const locales = { locale, fallbackLocale: getFallbackLocale(project) }
  const shown = Object.values<Element>(getScreen(project, target).elements).map((element) =>
    element.type === 'frame' || element.type === 'image'
      ? (findLocalised(element.mediaByLocale, locales) ?? '')
      : '',
  )
  return JSON.stringify([elementId, canvasSizeId, shown, planPanorama(project, canvasSizeId, screenId)])
}

function drawBehind(
  { project, findPicture, createContext }: Parts,
  target: ExportTarget,
  elementId: ElementId,
): Pixels | undefined {
  const screen = getScreen(project, target)
  const canvasHeight = getCanvasHeight(target.canvasSizeId, screen.orientation)
  const heightPx = Math.max(1, Math.round(widthPx * canvasHeight))
  const context = createContext(widthPx, heightPx)
  if (!context) return undefined
  const inOrder = listOrdered<ElementId, Element>(screen.elements).map(({ id }) => id)
  const texts = listTexts(screen).map(({ id }) => id)
  const hidden = new Set([...inOrder.slice(inOrder.indexOf(elementId)), ...texts])
  const assets = {
    ...{ widthPx, heightPx, locale: target.locale, fallbackLocale: getFallbackLocale(project), findPicture },
    findName: () => undefined,
    panorama: planPanorama(project, target.canvasSizeId, target.screenId),
  }
  drawScreenExcept(context, screen, assets, hidden)
  return { data: context.getImageData(0, 0, widthPx, heightPx).data, heightPx }
}

function readPixel({ data, heightPx }: Pixels, { x, y }: { x: number; y: number }) {
  const column = Math.min(Math.max(Math.floor(x * widthPx), 0), widthPx - 1)
  const row = Math.min(Math.max(Math.floor(y * widthPx), 0), heightPx - 1)
  const at = 4 * (row * widthPx + column)
  return [data[at] ?? 255, data[at + 1] ?? 255, data[at + 2] ?? 255] as const
}

/** The text is taken as unturned. */
function listLines(
  { project, findPicture, createContext }: Parts,
  { locale }: ExportTarget,
  text: TextElement,
): Behind['lines'] {
  const context = createContext(1, 1)
  if (!context) return []
  const assets = { widthPx: 1, heightPx: 1, locale, fallbackLocale: getFallbackLocale(project), findPicture }
  const { lines, height } = layoutText(context, text, { ...assets, findName: () => undefined })
  const padding = text.style.pill?.paddingY ?? 0
  const lineHeight = (height - 2 * padding) / Math.max(lines.length, 1)
  return lines.flatMap(({ x, width }, index) =>
    width > 0 ? [{ x: text.x + x, y: text.y + padding + index * lineHeight, width, height: lineHeight }] : [],
  )
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
