import type { Background } from '#app/document/model/schema.ts'
import { planGradientLine } from '#app/render/draw-background.ts'
import { roundLength } from '../geometry/round-length.ts'
import { type Area, type Gradient, isGradient } from './plan-background.ts'

/** A place of a background on the stage, in widths of a canvas from the top left of its area. */
export type BackgroundHandle = {
  id: string
  label: string
  x: number
  y: number
  /** Of the colour it places; absent: a place or a direction alone. */
  colour?: string
  /** What a screen reader says of it: a percentage, or degrees. */
  value: number
  unit: 'percent' | 'degrees'
}

type Point = { x: number; y: number }
type Placed = { background: Background; area: Area }
type Line = { from: Point; to: Point }

const percentOf = (value: number) => Math.round(value * 100)

/** The direction's handle stands apart from the colours: so much of the line beyond its end, in canvas widths. */
const beyond = 0.07
/** Where the colours of a conic gradient are shown: on a circle of this radius. */
const circleRadius = 0.34

/** What can be dragged, the topmost last. */
export function listBackgroundHandles(background: Background, area: Area): readonly BackgroundHandle[] {
  if (isGradient(background)) return [...listAnchors(background, area), ...listStopHandles(background, area)]
  if (background.type === 'mesh') {
    return background.spots.map(({ x, y, colour }, index) => ({
      id: `spot-${index}`,
      label: `Spot ${index + 1}`,
      x,
      y,
      colour: colour.slice(0, 7),
      value: percentOf(x / area.width),
      unit: 'percent' as const,
    }))
  }
  if (background.type !== 'image') return []
  const { x, y } = background.pan ?? { x: 0, y: 0 }
  return [
    {
      id: 'picture',
      label: 'Place of the picture',
      x: area.width / 2 + x,
      y: area.height / 2 + y,
      value: percentOf(x),
      unit: 'percent',
    },
  ]
}

function listAnchors(background: Gradient, area: Area): BackgroundHandle[] {
  if (background.type === 'linear') {
    const line = planLine(background, area)
    const length = Math.hypot(line.to.x - line.from.x, line.to.y - line.from.y)
    const at = pointOn(line, 1 + beyond / Math.max(length, 1e-6))
    return [{ id: 'angle', label: 'Direction', ...at, value: Math.round(background.angle), unit: 'degrees' }]
  }
  const { x, y } = background
  const centre: BackgroundHandle = {
    id: 'centre',
    label: 'Centre',
    x,
    y,
    value: percentOf(x / area.width),
    unit: 'percent',
  }
  if (background.type === 'conic') return [centre]
  const edge = pointOn(planLine(background, area), 1 + beyond / Math.max(background.radius, 1e-6))
  return [
    centre,
    { id: 'radius', label: 'Radius', ...edge, value: percentOf(background.radius), unit: 'percent' },
  ]
}

function listStopHandles(background: Gradient, area: Area): BackgroundHandle[] {
  return background.stops.map(({ offset, colour }, index) => ({
    id: `stop-${index}`,
    label: `Place of colour ${index + 1}`,
    ...(background.type === 'conic'
      ? pointOnCircle(background, offset)
      : pointOn(planLine(background, area), offset)),
    colour: colour.slice(0, 7),
    value: percentOf(offset),
    unit: 'percent',
  }))
}

/** The line along which the colours follow each other. */
export function planLine(background: Exclude<Gradient, { type: 'conic' }>, area: Area): Line {
  if (background.type === 'linear') {
    const { x, y, dx, dy } = planGradientLine(background.angle, area.width, area.height)
    return { from: { x: x - dx, y: y - dy }, to: { x: x + dx, y: y + dy } }
  }
  const { x, y, radius } = background
  return { from: { x, y }, to: { x: x + radius, y } }
}

const pointOn = ({ from, to }: Line, share: number): Point => ({
  x: from.x + (to.x - from.x) * share,
  y: from.y + (to.y - from.y) * share,
})

function pointOnCircle({ x, y, angle }: Point & { angle: number }, offset: number): Point {
  const radians = ((angle + offset * 360) * Math.PI) / 180
  return { x: x + Math.sin(radians) * circleRadius, y: y - Math.cos(radians) * circleRadius }
}

/** The background with the handle dragged to a point; one that the background does not have changes nothing. */
export function moveBackgroundHandle({ background, area }: Placed, id: string, to: Point): Background {
  const [kind, number] = id.split('-')
  const at = { x: roundLength(to.x), y: roundLength(to.y) }
  if (isGradient(background)) {
    if (kind === 'stop') return withOffset(background, Number(number), shareAt(background, to, area))
    if (kind === 'centre' && background.type !== 'linear') return { ...background, ...at }
    if (kind === 'radius' && background.type === 'radial') {
      const radius = Math.hypot(to.x - background.x, to.y - background.y) - beyond
      return { ...background, radius: roundLength(Math.max(radius, 0.02)) }
    }
    if (kind === 'angle' && background.type === 'linear') {
      const turned = toDegrees(Math.atan2(to.x - area.width / 2, area.height / 2 - to.y))
      return { ...background, angle: Math.round(turned) }
    }
    return background
  }
  if (background.type === 'mesh' && kind === 'spot') {
    const spots = background.spots.map((spot, index) =>
      index === Number(number) ? { ...spot, ...at } : spot,
    )
    return { ...background, spots }
  }
  if (background.type !== 'image' || kind !== 'picture') return background
  const pan = { x: roundLength(to.x - area.width / 2), y: roundLength(to.y - area.height / 2) }
  return { ...background, pan }
}

/** By arrow keys: a place moves both ways, a colour along its line, a direction by degrees. `by` is ±1 or ±10. */
export function stepBackgroundHandle(
  { background, area }: Placed,
  { id, x, y }: Pick<BackgroundHandle, 'id' | 'x' | 'y'>,
  by: Point,
): Background {
  const along = by.x - by.y
  const [kind, number] = id.split('-')
  if (isGradient(background) && kind === 'stop') {
    const offset = (background.stops[Number(number)]?.offset ?? 0) + along / 100
    return withOffset(background, Number(number), offset)
  }
  if (background.type === 'linear' && kind === 'angle') {
    return { ...background, angle: (((background.angle + along) % 360) + 360) % 360 }
  }
  if (background.type === 'radial' && kind === 'radius') {
    return { ...background, radius: roundLength(Math.max(background.radius + along / 100, 0.02)) }
  }
  return moveBackgroundHandle({ background, area }, id, { x: x + by.x / 100, y: y + by.y / 100 })
}

function withOffset(background: Gradient, index: number, offset: number): Gradient {
  const inside = Math.round(Math.min(Math.max(offset, 0), 1) * 1000) / 1000
  const stops = background.stops.map((stop, at) => (at === index ? { ...stop, offset: inside } : stop))
  return { ...background, stops }
}

/** Where on the line, or around the circle, a point lies: 0–1 between the first and the last colour. */
function shareAt(background: Gradient, to: Point, area: Area): number {
  if (background.type === 'conic') {
    const turned = toDegrees(Math.atan2(to.x - background.x, background.y - to.y)) - background.angle
    return (((turned % 360) + 360) % 360) / 360
  }
  const { from, to: end } = planLine(background, area)
  const [dx, dy] = [end.x - from.x, end.y - from.y]
  return ((to.x - from.x) * dx + (to.y - from.y) * dy) / Math.max(dx * dx + dy * dy, 1e-9)
}

const toDegrees = (radians: number) => ((((radians * 180) / Math.PI) % 360) + 360) % 360
