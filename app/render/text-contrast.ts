import { pickAccentColour } from '#app/document/model/accent-colour.ts'
import { measureContrast } from '#app/document/model/contrast.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Element, Screen, ShapeElement, TextElement } from '#app/document/model/schema.ts'
import { parseMarkup } from '#app/document/model/text-markup.ts'
import type { Panorama } from './draw-assets.ts'
import { layOver, type Rgb, sampleBackground, toHex } from './sample-background.ts'

const white: Rgb = [255, 255, 255]

/** In canvas widths. */
type Point = { x: number; y: number }

type Scene = {
  screen: Screen
  /** In fractions of its width. */
  canvasHeight: number
  panorama?: Panorama | undefined
  /** The visible text, for its accents. */
  content: string
  /** The colour that is drawn behind the text at a point, where pictures can be read; `undefined` elsewhere. */
  readBehind?: ((point: Point) => Rgb | undefined) | undefined
}

/** Large text needs less contrast (WCAG 1.4.3). Fraction of the canvas width. */
const largeSize = 0.045

export function requiredContrast({ style }: TextElement): number {
  return style.size >= largeSize ? 3 : 4.5
}

/**
 * The lowest contrast of a text with everything behind it: background, shapes, its own pill. `undefined` where a
 * picture or a capture decides and cannot be read.
 */
export function measureTextContrast(text: TextElement, scene: Scene): number | undefined {
  const { pill } = text.style
  const seen =
    pill !== undefined && isOpaque(pill.colour, text.opacity)
      ? [layOver(pill.colour, white)]
      : listSamplePoints(text, scene.canvasHeight).map(
          (point) => sampleBehind(text, point, scene) ?? scene.readBehind?.(point),
        )
  const known = seen.filter((colour) => colour !== undefined)
  if (known.length === 0 || known.length * 2 < seen.length) return undefined
  const hasAccent = parseMarkup(scene.content).spans.some(({ marks }) => marks.has('accent'))
  const { colour, gradient } = text.style
  const plain = gradient === undefined ? [colour] : gradient.stops.map((stop) => stop.colour)
  const colours = [...plain, ...(hasAccent ? [pickAccentColour(text.style)] : [])]
  const contrasts = known.flatMap((behind) => {
    const ground = text.style.pill ? layOver(text.style.pill.colour, behind, text.opacity) : behind
    return colours.map((colour) =>
      measureContrast(toHex(layOver(colour, ground, text.opacity)), toHex(ground)),
    )
  })
  return Math.min(...contrasts)
}

function listSamplePoints({ x, y, width, height }: TextElement, canvasHeight: number): Point[] {
  const inside = (value: number, most: number) => Math.min(Math.max(value, 0), most)
  return [0.1, 0.3, 0.5, 0.7, 0.9].flatMap((across) =>
    [0.15, 0.5, 0.85].map((down) => ({
      x: inside(x + width * across, 1),
      y: inside(y + height * down, canvasHeight),
    })),
  )
}

function sampleBehind(
  text: TextElement,
  point: Point,
  { screen, canvasHeight, panorama }: Scene,
): Rgb | undefined {
  let colour = sampleBackground(screen.background, point, { height: canvasHeight, panorama })
  for (const { item } of listOrdered<string, Element>(screen.elements)) {
    if (item === text) break
    if (!item.visible || item.opacity === 0 || !covers(item, point)) continue
    if (item.type === 'frame' || item.type === 'image') colour = undefined
    if (
      item.type === 'shape' &&
      isArea(item) &&
      (colour !== undefined || isOpaque(item.fill, item.opacity))
    ) {
      colour = layOver(item.fill, colour ?? white, item.opacity)
    }
  }
  return colour
}

/** Stars, leaves, icons and emoji leave most of their box free. */
const isArea = ({ shape }: ShapeElement) => !['rating', 'laurel', 'drawing', 'emoji'].includes(shape)

const isOpaque = (colour: string, opacity: number) =>
  opacity === 1 && (colour.length === 7 || /ff$/i.test(colour))

function covers(element: Element, point: Point): boolean {
  const radians = (-element.rotation * Math.PI) / 180
  const dx = point.x - (element.x + element.width / 2)
  const dy = point.y - (element.y + element.height / 2)
  const across = Math.abs(dx * Math.cos(radians) - dy * Math.sin(radians)) / Math.max(element.width / 2, 1e-9)
  const down = Math.abs(dx * Math.sin(radians) + dy * Math.cos(radians)) / Math.max(element.height / 2, 1e-9)
  const isRound = element.type === 'shape' && element.shape === 'ellipse'
  return isRound ? across * across + down * down <= 1 : across <= 1 && down <= 1
}
