import { findArtSafeArea } from '#app/document/catalogue/art-safe-areas.ts'
import { findCanvasSize, getCanvasHeight } from '#app/document/catalogue/canvas-sizes.ts'
import { planFrameLayout } from '#app/document/catalogue/frame-layout.ts'
import type { ElementId } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Element, FrameElement, Project, Screen, TextElement } from '#app/document/model/schema.ts'
import { plainText } from '#app/document/model/text-markup.ts'
import { findLocalised } from '#app/render/find-localised.ts'
import { getFallbackLocale } from '#app/render/project-locales.ts'
import { type ExportTarget, getScreen, listTexts } from './export-target.ts'
import { type PreflightFix, type PreflightInput, type PreflightItem, shorten } from './preflight-item.ts'

/** In canvas widths. */
type Rect = { x: number; y: number; width: number; height: number }
type Placed = { id: ElementId; text: TextElement; words: string; rect: Rect }

/** A hundredth of the width may reach out: shadows of the measure, not of the text. */
const tolerance = 0.01
/** Shares of the smaller text that may lie under the other one: line height leaves air above and below the letters. */
const overlapAcross = 0.1
const overlapDown = 0.25

/** Texts against the canvas, the store's safe area, each other and the openings of devices. */
export function checkLayout(
  project: Project,
  target: ExportTarget,
  { measureHeight }: PreflightInput,
): PreflightItem[] {
  if (findCanvasSize(target.canvasSizeId) === undefined) return []
  const screen = getScreen(project, target)
  const locales = { locale: target.locale, fallbackLocale: getFallbackLocale(project) }
  const canvas = { x: 0, y: 0, width: 1, height: getCanvasHeight(target.canvasSizeId, screen.orientation) }
  const safe = findArtSafeArea(target.canvasSizeId)
  const own = screenOf(project, target)
  // A text that runs across screens is cut on purpose; its parts on the others are no elements of theirs.
  const inside = listTexts(screen).filter(({ id, item }) => item.spans !== true && Object.hasOwn(own, id))
  const texts = inside.flatMap(({ id, item }): Placed[] => {
    const words = shorten(plainText(findLocalised(item.contentByLocale, locales) ?? ''))
    if (words === '') return []
    const height =
      item.fit === undefined ? (measureHeight?.(item, target.locale) ?? item.height) : item.height
    return [{ id, text: item, words, rect: boundRotated(item, height) }]
  })
  const faults = texts.flatMap((placed) => [
    ...checkOutside(placed, canvas, safe),
    ...checkOpenings(placed, screen),
  ])
  return [...faults, ...checkPairs(texts)].map(({ id, ...fault }) => ({
    ...fault,
    level: 'warning',
    at: { ...target, elementId: id },
  }))
}

const screenOf = (project: Project, { canvasSizeId, screenId }: ExportTarget) =>
  project.screensByCanvasSize[canvasSizeId]?.[screenId]?.elements ?? {}

type Fault = Pick<PreflightItem, 'kind' | 'message'> & { id: ElementId; fix?: PreflightFix }

function checkOutside({ id, text, words, rect }: Placed, canvas: Rect, safe: Rect | undefined): Fault[] {
  if (!contains(canvas, rect)) {
    const fix = moveInto(text, rect, canvas)
    const message = `“${words}” reaches beyond the picture and is cut off.`
    return [{ id, kind: 'outside', message, ...(fix === undefined ? {} : { fix }) }]
  }
  if (safe === undefined || contains(safe, rect)) return []
  const fix = moveInto(text, rect, safe)
  const message = `“${words}” reaches beyond the area that the store shows on every device.`
  return [{ id, kind: 'safe-area', message, ...(fix === undefined ? {} : { fix }) }]
}

/** `undefined`: it is larger than the area. */
function moveInto(text: TextElement, rect: Rect, area: Rect): PreflightFix | undefined {
  if (rect.width > area.width || rect.height > area.height) return undefined
  const dx = Math.max(area.x - rect.x, 0) - Math.max(rect.x + rect.width - area.x - area.width, 0)
  const dy = Math.max(area.y - rect.y, 0) - Math.max(rect.y + rect.height - area.y - area.height, 0)
  return { kind: 'move', x: text.x + dx, y: text.y + dy, label: 'Move it inside' }
}

function checkPairs(texts: readonly Placed[]): Fault[] {
  return texts.flatMap((above, index) =>
    texts.slice(0, index).flatMap((below): Fault[] => {
      if (above.text.rotation !== 0 || below.text.rotation !== 0) return []
      const shared = intersect(above.rect, below.rect)
      const width = Math.min(above.rect.width, below.rect.width)
      const height = Math.min(above.rect.height, below.rect.height)
      if (shared.width <= width * overlapAcross || shared.height <= height * overlapDown) return []
      const message = `“${above.words}” lies over “${below.words}”. Move one of them.`
      return [{ id: above.id, kind: 'text-over-text', message }]
    }),
  )
}

/** Turned and tilted devices are left out: their opening is elsewhere than their box says. */
function checkOpenings({ id, words, rect, text }: Placed, screen: Screen): Fault[] {
  const elements = listOrdered<ElementId, Element>(screen.elements).map(({ item }) => item)
  const behind = elements.slice(0, elements.indexOf(text))
  const covers = behind.some(
    (element) => element.type === 'frame' && isUpright(element) && coversOpening(rect, element),
  )
  if (!covers) return []
  const message = `“${words}” lies over the camera opening of a device. Move it, or hide the opening.`
  return [{ id, kind: 'text-over-cut-out', message }]
}

const isUpright = ({ visible, rotation, tilt }: FrameElement) =>
  visible && rotation === 0 && tilt.x === 0 && tilt.y === 0

function coversOpening(rect: Rect, frame: FrameElement): boolean {
  return planFrameLayout(frame).cutOuts.some((opening) => {
    const placed = { ...opening, x: opening.x + frame.x, y: opening.y + frame.y }
    const shared = intersect(rect, placed)
    return shared.width > 0 && shared.height > 0
  })
}

function intersect(a: Rect, b: Rect): { width: number; height: number } {
  return {
    width: Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x),
    height: Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y),
  }
}

function contains(outer: Rect, inner: Rect): boolean {
  return (
    inner.x >= outer.x - tolerance &&
    inner.y >= outer.y - tolerance &&
    inner.x + inner.width <= outer.x + outer.width + tolerance &&
    inner.y + inner.height <= outer.y + outer.height + tolerance
  )
}

/** The upright rectangle around the text, which turns about the middle of its box. */
function boundRotated({ x, y, width, rotation }: TextElement, height: number): Rect {
  const radians = (rotation * Math.PI) / 180
  const [cos, sin] = [Math.abs(Math.cos(radians)), Math.abs(Math.sin(radians))]
  const bound = { width: width * cos + height * sin, height: width * sin + height * cos }
  return { x: x + (width - bound.width) / 2, y: y + (height - bound.height) / 2, ...bound }
}
