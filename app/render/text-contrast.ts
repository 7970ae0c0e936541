import { pickAccentColour } from '#app/document/model/accent-colour.ts'
import { measureContrast } from '#app/document/model/contrast.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Element, Screen, ShapeElement, TextElement } from '#app/document/model/schema.ts'
import { parseMarkup } from '#app/document/model/text-markup.ts'
import type { Panorama } from './draw-assets.ts'
import { layOver, type Rgb, sampleBackground, toHex } from './sample-background.ts'
import { listHalos } from './text-halo.ts'

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
  /** Asked only where a picture lies behind the text; `undefined` where it cannot be read. */
  openBehind?: (() => Behind | undefined) | undefined
}

/** What is drawn behind a text. */
export type Behind = {
  read(point: Point): Rgb | undefined
  /** The laid-out lines, where the letters are. In canvas widths, from the canvas' top left. */
  lines: readonly Box[]
}

type Box = Pick<TextElement, 'x' | 'y' | 'width' | 'height'>

/** `isRead`: from what is drawn, pictures included. */
type Ground = { colour: Rgb; isRead: boolean }

/** Large text needs less contrast (WCAG 1.4.3). Fraction of the canvas width. */
const largeSize = 0.045

export function requiredContrast({ style }: TextElement): number {
  return style.size >= largeSize ? 3 : 4.5
}

/** An outline thinner than this does not carry a letter. Fraction of the text's size. */
const leastStroke = 0.03

/** A picture is uneven: this share of what is read from it may have less contrast. */
const readShare = 0.2

/**
 * The lowest contrast of a text with everything behind it: background, shapes, its own pill, shadow and glow; of pictures, the lowest but
 * for a fifth. `undefined` where a picture or a capture decides and cannot be read.
 */
export function measureTextContrast(text: TextElement, scene: Scene): number | undefined {
  const { pill } = text.style
  const seen =
    pill !== undefined && isOpaque(pill.colour, text.opacity)
      ? [{ colour: layOver(pill.colour, white), isRead: false }]
      : listGrounds(text, scene)
  const known = seen.filter((ground) => ground !== undefined)
  if (known.length === 0 || known.length * 2 < seen.length) return undefined
  const outlines = listOutlines(text)
  return Math.min(
    ...listInks(text, scene.content).map((ink) => {
      const measure = ({ colour }: Ground) => measureInks(text, [ink, ...outlines], colour)
      const plain = known.filter(({ isRead }) => !isRead).map(measure)
      const read = known.filter(({ isRead }) => isRead).map(measure)
      const inOrder = read.sort((one, other) => one - other)
      return Math.min(...plain, ...inOrder.slice(Math.floor(inOrder.length * readShare)))
    }),
  )
}

function listInks({ style }: TextElement, content: string): string[] {
  const hasAccent = parseMarkup(content).spans.some(({ marks }) => marks.has('accent'))
  const { colour, gradient } = style
  const plain = gradient === undefined ? [colour] : gradient.stops.map((stop) => stop.colour)
  return [...plain, ...(hasAccent ? [pickAccentColour(style)] : [])]
}

function listOutlines({ style, effects }: TextElement): string[] {
  const strokes = [style.stroke, effects?.outline].filter((stroke) => stroke !== undefined)
  return strokes.filter(({ width }) => width >= style.size * leastStroke).map(({ colour }) => colour)
}

/** A letter is seen by its fill or by its outline, before what is behind it or before its shadow: whichever stands out most. */
function measureInks(text: TextElement, inks: readonly string[], behind: Rgb): number {
  const { style, opacity } = text
  const ground = style.pill ? layOver(style.pill.colour, behind, opacity) : behind
  const shaded = listHalos(text).reduce((below, { colour, share }) => layOver(colour, below, share), ground)
  return Math.max(
    ...[ground, shaded].flatMap((under) =>
      inks.map((ink) => measureContrast(toHex(layOver(ink, under, opacity)), toHex(under))),
    ),
  )
}

function listGrounds(text: TextElement, scene: Scene): (Ground | undefined)[] {
  const sample = (point: Point) => sampleBehind(text, point, scene)
  const inBox = listSamplePoints(text, scene.canvasHeight)
  const plain = inBox.map(sample)
  const behind = plain.includes(undefined) ? scene.openBehind?.() : undefined
  if (behind === undefined) return plain.map((colour) => colour && { colour, isRead: false })
  const inLines = behind.lines.flatMap((line) => listSamplePoints(line, scene.canvasHeight))
  return (inLines.length > 0 ? inLines : inBox).map((point) => {
    const colour = sample(point)
    if (colour !== undefined) return { colour, isRead: false }
    const read = behind.read(point)
    return read && { colour: read, isRead: true }
  })
}

function listSamplePoints({ x, y, width, height }: Box, canvasHeight: number): Point[] {
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
      isArea[item.shape] &&
      (colour !== undefined || isOpaque(item.fill, item.opacity))
    ) {
      colour = layOver(item.fill, colour ?? white, item.opacity)
    }
  }
  return colour
}

/** Stars in a row, leaves, icons and emoji leave most of their box free. */
const isArea: Record<ShapeElement['shape'], boolean> = {
  rectangle: true,
  ellipse: true,
  line: true,
  arrow: true,
  star: true,
  polygon: true,
  badge: true,
  lens: true,
  rating: false,
  laurel: false,
  drawing: false,
  emoji: false,
}

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
