import { getCanvasHeight, listOrientations } from '../catalogue/canvas-sizes.ts'
import type { Element, FrameElement, Screen, TextElement } from '../model/schema.ts'
import { composeAnew } from './compose-anew.ts'
import { estimateTextHeight, type MeasureHeight, measureText } from './estimate-text-height.ts'
import { fitInside } from './fit-inside.ts'
import { type Items, listCaptions } from './list-parts.ts'
import { refitScreen } from './refit-screen.ts'
import { type CanvasPlace, swapDevice } from './swap-device.ts'

type LayOutOptions = { from: CanvasPlace; to: CanvasPlace; measureHeight?: MeasureHeight }

/**
 * Lays a design out on another canvas, with the device of its class. A canvas of nearly the same shape keeps the
 * composition; on another, captions and devices get places that suit it. Nothing covers a caption that was not covered
 * before.
 */
export function layOutScreen(
  screen: Screen,
  { from, to, measureHeight = estimateTextHeight }: LayOutOptions,
): Screen {
  const fromHeight = getCanvasHeight(from.canvasSizeId, from.orientation)
  const toHeight = getCanvasHeight(to.canvasSizeId, to.orientation)
  const swapped = mapElements(screen, (element) =>
    element.type === 'frame' ? swapDevice(element, from, to) : element,
  )
  const refit = { ...refitScreen(swapped, fromHeight, toHeight), orientation: to.orientation }
  const change = Math.max(toHeight / fromHeight, fromHeight / toHeight)
  return change <= sameComposition
    ? keepComposition(refit, { canvasHeight: toHeight, measureHeight })
    : composeAnew(refit, screen, {
        canvasSizeId: to.canvasSizeId,
        canvasHeight: toHeight,
        measureHeight,
        isBelow: standsBelow(screen, fromHeight),
      })
}

/** The orientation of a design on a size: its own where the store accepts it. */
export function pickOrientation(
  canvasSizeId: CanvasPlace['canvasSizeId'],
  requested: CanvasPlace['orientation'],
) {
  const taken = listOrientations(canvasSizeId)
  return taken.includes(requested) ? requested : (taken[0] ?? requested)
}

const sameComposition = 1.35

type Canvas = { canvasHeight: number; measureHeight: MeasureHeight }

/** Devices take their own shape inside their box; captions move apart, and devices below make space for them. */
function keepComposition(screen: Screen, { canvasHeight, measureHeight }: Canvas): Screen {
  const captions = listCaptions(screen)
  const elements = { ...screen.elements }
  let floor: number | undefined
  for (const { id, item } of captions) {
    const height = measureText(item, measureHeight)
    const y = floor === undefined ? item.y : Math.max(item.y, floor)
    elements[id] = { ...item, y, height }
    floor = y + height + item.style.size * 0.25
  }
  const measured = { ...screen, elements }
  return mapElements(measured, (element) =>
    element.type === 'frame'
      ? fitBelow(element, { captions: listCaptions(measured), screen, canvasHeight })
      : element,
  )
}

function fitBelow(
  frame: FrameElement,
  { captions, screen, canvasHeight }: { captions: Items<TextElement>; screen: Screen; canvasHeight: number },
): FrameElement {
  const fitted = fitInside(frame, frame)
  const above = captions.filter(({ id }) => {
    const before = screen.elements[id]
    return before !== undefined && before.y + before.height / 2 < frame.y
  })
  const bottom = Math.max(0, ...above.map(({ item }) => item.y + item.height + item.style.size * 0.3))
  if (bottom <= fitted.y) return fitted
  // A device that hangs over the lower edge keeps its size and moves further down.
  if (fitted.y + fitted.height > canvasHeight) return { ...fitted, y: bottom }
  const space = { ...fitted, y: bottom, height: Math.max(fitted.y + fitted.height - bottom, 0.05) }
  return fitInside(fitted, space)
}

function standsBelow(screen: Screen, canvasHeight: number): boolean {
  const [first] = listCaptions(screen)
  return first !== undefined && first.item.y + first.item.height / 2 > canvasHeight / 2
}

function mapElements(screen: Screen, change: (element: Element) => Element): Screen {
  const entries = Object.entries<Element>(screen.elements).map(([id, element]) => [id, change(element)])
  return { ...screen, elements: Object.fromEntries(entries) as Screen['elements'] }
}
