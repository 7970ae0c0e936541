import { type DrawingGradient, mostDrawingStops } from '#app/document/model/drawing-schema.ts'
import { type Bounds, measureBounds } from './svg-bounds.ts'
import { findLinked, type GradientSource, limits, type Reading, readLink } from './svg-reading.ts'
import { createFinder, readShare } from './svg-style.ts'
import { identity, invert, type Matrix, multiply, place, readTransform } from './svg-transform.ts'

type Stops = DrawingGradient['stops']

/** A colour, and the key of the gradient that is drawn in its place. */
export type ReadPaint = { colour: string; gradient?: string }

type Painted = {
  opacity: number
  d: string
  /** Lengths in per cent are shares of it. */
  view: { width: number; height: number }
  isStroke: boolean
}

/** `undefined`: not painted. */
export function readPaint(paint: string, painted: Painted, reading: Reading): ReadPaint | undefined {
  if (painted.opacity === 0) return undefined
  if (!paint.startsWith('url(')) return readPlain(paint, painted, reading)
  const fallback = () => readPlain(paint.slice(paint.indexOf(')') + 1), painted, reading)
  const element = findLinked(reading, paint)
  if (element === undefined) return fallback()
  if (element.localName === 'pattern') reading.leftOut.add('patterns')
  const source = findSource(element, reading)
  return source === undefined ? fallback() : addGradient(source, painted, reading)
}

function readPlain(text: string, { opacity }: Painted, { readColour }: Reading): ReadPaint | undefined {
  const colour = readColour(text)
  return colour === undefined ? undefined : { colour: withAlpha(colour, opacity) }
}

function withAlpha(colour: string, alpha: number): string {
  if (alpha === 1 || colour === 'current') return colour
  const before = colour.length === 9 ? Number.parseInt(colour.slice(7), 16) / 255 : 1
  const pair = Math.round(before * alpha * 255)
    .toString(16)
    .padStart(2, '0')
  return `${colour.slice(0, 7)}${pair}`
}

function findSource(element: Element, reading: Reading): GradientSource | undefined {
  const known = reading.gradientSources
  if (!known.has(element.id)) known.set(element.id, readSource(element, reading))
  return known.get(element.id)
}

const types: Readonly<Record<string, GradientSource['type']>> = {
  linearGradient: 'linear',
  radialGradient: 'radial',
}
const longestChain = 10

/** Attributes and stops that a gradient lacks are those of the one it links to. */
function readSource(element: Element, reading: Reading): GradientSource | undefined {
  const type = types[element.localName]
  if (type === undefined) return undefined
  const chain = [element]
  for (let at = 1; at < longestChain; at++) {
    const last = chain.at(-1)
    const next = last && findLinked(reading, readLink(last))
    if (next === undefined || types[next.localName] === undefined) break
    chain.push(next)
  }
  const find = (name: string) => chain.find((one) => one.hasAttribute(name))?.getAttribute(name) ?? undefined
  const owner = chain.find((one) => [...one.children].some(({ localName }) => localName === 'stop'))
  if ((find('spreadMethod') ?? 'pad') !== 'pad') reading.leftOut.add('repeated gradients, each drawn once')
  return { type, find, stops: owner === undefined ? [] : readStops(owner, reading) }
}

function readStops(owner: Element, { rules, readColour }: Reading): Stops {
  const stops: Stops = []
  for (const element of owner.children) {
    if (element.localName !== 'stop') continue
    const find = createFinder(element, rules)
    const read = readColour(find('stop-color') ?? '#000000')
    const colour = read === undefined || read === 'current' ? '#000000' : read
    const seen = read === undefined ? 0 : readShare(find('stop-opacity'), 1)
    // None lies before the one it follows.
    const offset = Math.max(
      readShare(element.getAttribute('offset') ?? undefined, 0),
      stops.at(-1)?.offset ?? 0,
    )
    stops.push({ offset, colour: withAlpha(colour, seen) })
  }
  // What is between is close to its neighbours.
  const step = Math.max((stops.length - 1) / (mostDrawingStops - 1), 1)
  return stops.length <= mostDrawingStops
    ? stops
    : Array.from({ length: mostDrawingStops }, (_, at) => stops[Math.round(at * step)]).filter(
        (stop) => stop !== undefined,
      )
}

function addGradient(source: GradientSource, painted: Painted, reading: Reading): ReadPaint | undefined {
  const stops = source.stops.map((stop) => ({ ...stop, colour: withAlpha(stop.colour, painted.opacity) }))
  const last = stops.at(-1)
  if (last === undefined) return undefined
  const isOfBox = source.find('gradientUnits') !== 'userSpaceOnUse'
  const bounds = isOfBox ? measureBounds([{ d: painted.d, matrix: identity }]) : undefined
  // As the standard wants: a box without an area has no gradient across it.
  if (isOfBox && (bounds === undefined || bounds.width === 0 || bounds.height === 0)) return undefined
  const matrix = multiply(spanBox(bounds), readTransform(source.find('gradientTransform') ?? null))
  const length = createLengths(source, isOfBox ? { width: 1, height: 1 } : painted.view)
  const gradient =
    source.type === 'linear' ? planLinear(length, { stops, matrix }) : planRadial(length, { stops, matrix })
  if (stops.length === 1 || gradient === undefined) return { colour: last.colour }
  const colour = stops[Math.floor(stops.length / 2)]?.colour ?? last.colour
  const key = keepGradient(painted.isStroke ? withEvenScale(gradient, reading) : gradient, reading)
  return key === undefined ? { colour } : { colour, gradient: key }
}

/** The unit square stretched over a box. */
export const spanBox = (bounds: Bounds | undefined): Matrix =>
  bounds === undefined ? identity : [bounds.width, 0, 0, bounds.height, bounds.x, bounds.y]

type Axis = 'x' | 'y' | 'both'

function createLengths({ find }: GradientSource, view: { width: number; height: number }) {
  const whole: Readonly<Record<Axis, number>> = {
    x: view.width,
    y: view.height,
    both: Math.hypot(view.width, view.height) / Math.SQRT2,
  }
  /** `usual` is a share of the view. */
  return (name: string, axis: Axis, usual: number): number => {
    const text = find(name)
    const value = Number.parseFloat(text ?? '')
    if (text === undefined || !Number.isFinite(value)) return usual * whole[axis]
    return text.trim().endsWith('%') ? (value / 100) * whole[axis] : value
  }
}

type Plan = { stops: Stops; matrix: Matrix }

/**
 * Moved into the space of the path. A line that is not moved evenly, as by a box that is no square, is no longer at right
 * angles to its stripes: its end is where the perpendicular reaches the last one.
 */
function planLinear(length: ReturnType<typeof createLengths>, { stops, matrix }: Plan) {
  const from = [length('x1', 'x', 0), length('y1', 'y', 0)] as const
  const [dx, dy] = [length('x2', 'x', 1) - from[0], length('y2', 'y', 0) - from[1]]
  const size = dx * dx + dy * dy
  const inverse = invert(matrix)
  if (size === 0 || inverse === undefined) return undefined
  const [a = 1, b = 0, c = 0, d = 1] = inverse
  const [gx, gy] = [(a * dx + b * dy) / size, (c * dx + d * dy) / size]
  const steep = gx * gx + gy * gy
  if (!(steep > 0)) return undefined
  const [x1, y1] = place(matrix, from)
  const [x2, y2] = [x1 + gx / steep, y1 + gy / steep]
  return {
    type: 'linear' as const,
    x1: roundFine(x1),
    y1: roundFine(y1),
    x2: roundFine(x2),
    y2: roundFine(y2),
    stops,
  }
}

function planRadial(length: ReturnType<typeof createLengths>, { stops, matrix }: Plan) {
  const [x, y, radius] = [length('cx', 'x', 0.5), length('cy', 'y', 0.5), length('r', 'both', 0.5)]
  if (!(radius > 0) || invert(matrix) === undefined) return undefined
  const focusRadius = Math.min(Math.max(length('fr', 'both', 0), 0), radius * 0.99)
  const [givenX, givenY] = [length('fx', 'x', Number.NaN), length('fy', 'y', Number.NaN)]
  const [fx, fy] = [Number.isNaN(givenX) ? x : givenX, Number.isNaN(givenY) ? y : givenY]
  const far = Math.hypot(fx - x, fy - y)
  // Outside the circle it would throw a cone; it is drawn at its edge, as browsers do.
  const most = (radius - focusRadius) * 0.99
  const share = far > most ? most / far : 1
  const isPlain = matrix.every((value, at) => value === identity[at])
  return {
    type: 'radial' as const,
    x,
    y,
    radius,
    focusX: x + (fx - x) * share,
    focusY: y + (fy - y) * share,
    ...(focusRadius > 0 ? { focusRadius } : {}),
    ...(isPlain ? {} : { transform: matrix.map(roundFine) }),
    stops,
  }
}

/** A line would be thicker one way than the other if it were drawn in the space of an oval gradient. */
function withEvenScale(gradient: DrawingGradient, { leftOut }: Reading): DrawingGradient {
  if (gradient.type === 'linear' || gradient.transform === undefined) return gradient
  const [a = 1, b = 0, c = 0, d = 1] = gradient.transform
  const isEven =
    Math.abs(a * a + b * b - c * c - d * d) < 1e-3 * (a * a + b * b) &&
    Math.abs(a * c + b * d) < 1e-3 * (a * a + b * b)
  if (isEven) return gradient
  leftOut.add('oval gradients of lines, drawn round')
  const by = Math.sqrt(Math.abs(a * d - b * c))
  const [x, y] = place(gradient.transform, [gradient.x, gradient.y])
  return { ...gradient, transform: [by, 0, 0, by, x - by * gradient.x, y - by * gradient.y].map(roundFine) }
}

const roundFine = (value: number) => Math.round(value * 1e6) / 1e6

function keepGradient(
  gradient: DrawingGradient,
  { gradients, gradientKeys, leftOut }: Reading,
): string | undefined {
  const text = JSON.stringify(gradient)
  const known = gradientKeys.get(text)
  if (known !== undefined) return known
  if (gradients.size >= limits.gradients) {
    leftOut.add('some of very many gradients, each drawn in one colour')
    return undefined
  }
  const key = `gradient${gradients.size + 1}`
  gradients.set(key, gradient)
  gradientKeys.set(text, key)
  return key
}
