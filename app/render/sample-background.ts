import type { Background } from '#app/document/model/schema.ts'
import type { Panorama } from './draw-assets.ts'
import { planGradientLine } from './draw-background.ts'
import { softness } from './draw-mesh.ts'

/** Three numbers from 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number]

type Canvas = { height: number; panorama?: Panorama | undefined }
type Point = { x: number; y: number }

/** The colour of a background at a point (fractions of the canvas width); `undefined` where a picture decides. */
export function sampleBackground(
  background: Background,
  point: Point,
  { height, panorama }: Canvas,
): Rgb | undefined {
  const shown = panorama?.background ?? background
  const at = { x: point.x + (panorama?.index ?? 0), y: point.y }
  const width = panorama?.count ?? 1
  switch (shown.type) {
    case 'image':
      return undefined
    case 'colour':
      return layOver(shown.colour, white)
    case 'linear': {
      const line = planGradientLine(shown.angle, width, height)
      const length = line.dx * line.dx + line.dy * line.dy
      const along = ((at.x - line.x) * line.dx + (at.y - line.y) * line.dy) / Math.max(length, 1e-9)
      return mixStops(shown.stops, (along + 1) / 2)
    }
    case 'pattern':
      // Between its signs; what lies on them is judged by the ink, in `listBackgroundColours`.
      return layOver(shown.colour, white)
    case 'mesh':
      return shown.spots.reduce(
        (below, spot) =>
          layOver(
            spot.colour,
            below,
            softness(Math.hypot(at.x - spot.x, at.y - spot.y) / Math.max(spot.radius, 1e-6)),
          ),
        layOver(shown.colour, white),
      )
    case 'conic': {
      const turned = Math.atan2(at.x - shown.x, shown.y - at.y) / (2 * Math.PI) - shown.angle / 360
      return mixStops(shown.stops, turned - Math.floor(turned))
    }
    case 'radial':
      return mixStops(shown.stops, Math.hypot(at.x - shown.x, at.y - shown.y) / Math.max(shown.radius, 1e-6))
  }
}

const white: Rgb = [255, 255, 255]

/** `#rrggbb` or `#rrggbbaa`, further faded by `opacity`, over an opaque colour. */
export function layOver(colour: string, below: Rgb, opacity = 1): Rgb {
  const channel = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16)
  const alpha = (colour.length === 9 ? channel(7) / 255 : 1) * opacity
  return [1, 3, 5].map(
    (at, index) => channel(at) * alpha + (below[index] ?? 255) * (1 - alpha),
  ) as unknown as Rgb
}

export function toHex(colour: Rgb): string {
  return `#${colour.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`
}

function mixStops(stops: ReadonlyArray<{ offset: number; colour: string }>, offset: number): Rgb {
  const sorted = [...stops].sort((a, b) => a.offset - b.offset)
  const after = sorted.find((stop) => stop.offset >= offset) ?? sorted.at(-1)
  const before = sorted.findLast((stop) => stop.offset <= offset) ?? sorted[0]
  if (before === undefined || after === undefined) return white
  const share = after.offset > before.offset ? (offset - before.offset) / (after.offset - before.offset) : 0
  const [from, to] = [layOver(before.colour, white), layOver(after.colour, white)]
  return from.map((value, index) => value + ((to[index] ?? value) - value) * share) as unknown as Rgb
}
