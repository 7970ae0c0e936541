import type { SizePx } from '../catalogue/canvas-size-table.ts'
import { aspectOfFrame } from '../catalogue/frame-layout.ts'
import { planCaptionSize } from '../catalogue/screen-layout.ts'
import type { Background, Element, FrameElement, Screen, TextElement } from '../model/schema.ts'
import { scaleLook } from './scale-element.ts'

/** A box that was narrower than this may grow up to it on a taller canvas. */
const widestGrown = 0.92

/**
 * Lays a design out on a canvas of another height (both as fractions of the width). Vertical positions and the heights
 * of boxes scale with the canvas, so nothing that was on it falls off and nothing new overlaps; text keeps its width
 * and takes the size that is legible on the new canvas, as far as the space above the next element allows.
 */
export function refitScreen(screen: Screen, fromHeight: number, toHeight: number): Screen {
  if (fromHeight === toHeight) return screen
  const entries = Object.entries(screen.elements) as [keyof Screen['elements'], Element][]
  const all = Object.values(screen.elements)
  const refit = (element: Element): Element =>
    element.type === 'text'
      ? refitText(element, all, { fromHeight, toHeight })
      : refitBox(element, toHeight / fromHeight)
  const elements = Object.fromEntries(
    entries.map(([id, element]) => [id, refit(element)]),
  ) as Screen['elements']
  return { ...screen, background: refitBackground(screen.background, toHeight / fromHeight), elements }
}

function refitText(
  text: TextElement,
  all: readonly Element[],
  { fromHeight, toHeight }: { fromHeight: number; toHeight: number },
): TextElement {
  const ratio = toHeight / fromHeight
  const requested = planCaptionSize(toHeight) / planCaptionSize(fromHeight)
  const below = all.filter((other) => other !== text && other.y >= text.y + text.height)
  const floor = Math.min(fromHeight, ...below.map((other) => other.y))
  const space = (Math.max(floor - text.y, text.height) * ratio) / Math.max(text.height, 1e-6)
  const scale = Math.min(requested, space)
  return { ...scaleLook(text, scale), y: text.y * ratio, height: text.height * scale }
}

function refitBox<Box extends Exclude<Element, TextElement>>(element: Box, ratio: number): Box {
  const scale = Math.min(ratio, Math.max(1, widestGrown / Math.max(element.width, 1e-6)))
  const width = element.width * scale
  const height = element.height * scale
  const x = element.x + element.width / 2 - width / 2
  const y = (element.y + element.height / 2) * ratio - height / 2
  const wasInside = element.x >= 0 && element.x + element.width <= 1
  return {
    ...scaleLook(element, scale),
    x: wasInside ? Math.min(Math.max(x, 0), Math.max(1 - width, 0)) : x,
    y,
    width,
    height,
  }
}

function refitBackground(background: Background, ratio: number): Background {
  const spread = Math.sqrt(ratio)
  switch (background.type) {
    case 'radial':
      return { ...background, y: background.y * ratio, radius: background.radius * spread }
    case 'conic':
      return { ...background, y: background.y * ratio }
    case 'mesh':
      return {
        ...background,
        spots: background.spots.map((spot) => ({ ...spot, y: spot.y * ratio, radius: spot.radius * spread })),
      }
    default:
      return background
  }
}

/** Shrinks one side of the frame's box so that it has the shape of its device; the centre stays. */
export function fitFrameInBox(frame: FrameElement, plainScreenPx: SizePx): FrameElement {
  const aspect = aspectOfFrame(frame, plainScreenPx)
  const width = Math.min(frame.width, frame.height * aspect)
  const height = width / aspect
  const x = frame.x + (frame.width - width) / 2
  const y = frame.y + (frame.height - height) / 2
  return { ...frame, x, y, width, height }
}
