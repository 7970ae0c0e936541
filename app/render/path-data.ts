/** Of absolute coordinates; an arc has become curves. */
export type PathStep =
  | { type: 'move' | 'line'; x: number; y: number }
  | { type: 'curve'; x1: number; y1: number; x2: number; y2: number; x: number; y: number }
  | { type: 'close' }

export type PathPen = {
  moveTo(x: number, y: number): void
  lineTo(x: number, y: number): void
  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void
  closePath(): void
}

export function tracePath(pen: PathPen, steps: readonly PathStep[]): void {
  for (const step of steps) {
    if (step.type === 'move') pen.moveTo(step.x, step.y)
    else if (step.type === 'line') pen.lineTo(step.x, step.y)
    else if (step.type === 'curve') pen.bezierCurveTo(step.x1, step.y1, step.x2, step.y2, step.x, step.y)
    else pen.closePath()
  }
}

const counts: Readonly<Record<string, number>> = {
  m: 2,
  l: 2,
  h: 1,
  v: 1,
  c: 6,
  s: 4,
  q: 4,
  t: 2,
  a: 7,
  z: 0,
}

type Pen = {
  steps: PathStep[]
  x: number
  y: number
  startX: number
  startY: number
  /** The last control point, for the smooth commands; by the kind of curve it belonged to. */
  control?: { kind: 'cubic' | 'quadratic'; x: number; y: number } | undefined
}

/**
 * Reads SVG path data (https://www.w3.org/TR/SVG2/paths.html#PathData). As the standard wants, what follows an error is
 * left out; a path that does not begin with a move is empty.
 */
export function parsePathData(d: string): PathStep[] {
  const pen: Pen = { steps: [], x: 0, y: 0, startX: 0, startY: 0 }
  const commands = d.match(/[mlhvcsqtaz][^mlhvcsqtaz]*/gi) ?? []
  for (const [index, command] of commands.entries()) {
    const name = command.charAt(0)
    if (index === 0 && name.toLowerCase() !== 'm') return []
    const values = readNumbers(command.slice(1), name.toLowerCase() === 'a')
    const count = counts[name.toLowerCase()] ?? 0
    if (count === 0) {
      apply(pen, name, [])
      continue
    }
    for (let at = 0; at + count <= values.length; at += count) {
      // Further pairs of a move are lines.
      const repeated = name === 'm' ? 'l' : name === 'M' ? 'L' : name
      apply(pen, at === 0 ? name : repeated, values.slice(at, at + count))
    }
    if (values.length === 0 || values.length % count !== 0) break
  }
  return pen.steps
}

/** The two flags of an arc are single digits that need no space: `a1 1 0 01.5.5`. */
function readNumbers(text: string, isArc: boolean): number[] {
  const number = /\s*,?\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)/iy
  const flag = /\s*,?\s*([01])/y
  const values: number[] = []
  for (let at = 0; ; ) {
    const place = values.length % 7
    const pattern = isArc && (place === 3 || place === 4) ? flag : number
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found === null) return values
    values.push(Number(found[1]))
    at = pattern.lastIndex
  }
}

function apply(pen: Pen, name: string, values: readonly number[]): void {
  const isRelative = name === name.toLowerCase()
  const [baseX, baseY] = isRelative ? [pen.x, pen.y] : [0, 0]
  const at = (index: number): [number, number] => [
    baseX + (values[index] ?? 0),
    baseY + (values[index + 1] ?? 0),
  ]
  switch (name.toLowerCase()) {
    case 'm': {
      const [x, y] = at(0)
      Object.assign(pen, { startX: x, startY: y })
      go(pen, { type: 'move', x, y })
      break
    }
    case 'l':
      line(pen, ...at(0))
      break
    case 'h':
      line(pen, at(0)[0], pen.y)
      break
    case 'v':
      line(pen, pen.x, baseY + (values[0] ?? 0))
      break
    case 'c':
      cubic(pen, [at(0), at(2), at(4)])
      break
    case 's':
      cubic(pen, [reflect(pen, 'cubic'), at(0), at(2)])
      break
    case 'q':
      quadratic(pen, at(0), at(2))
      break
    case 't':
      quadratic(pen, reflect(pen, 'quadratic'), at(0))
      break
    case 'a': {
      const [rx = 0, ry = 0, angle = 0, large = 0, sweep = 0] = values
      const [to, radii] = [at(5), { rx: Math.abs(rx), ry: Math.abs(ry) }]
      const isPoint = to[0] === pen.x && to[1] === pen.y
      if (rx === 0 || ry === 0 || isPoint) line(pen, ...to)
      else arc(pen, { ...radii, angle, isLarge: large === 1, isSweep: sweep === 1, to })
      break
    }
    default:
      pen.steps.push({ type: 'close' })
      Object.assign(pen, { x: pen.startX, y: pen.startY, control: undefined })
  }
}

type Point = readonly [number, number]

function go(pen: Pen, step: Extract<PathStep, { x: number }>): void {
  pen.steps.push(step)
  Object.assign(pen, { x: step.x, y: step.y, control: undefined })
}

function line(pen: Pen, x: number, y: number): void {
  go(pen, { type: 'line', x, y })
}

function cubic(pen: Pen, [[x1, y1], [x2, y2], [x, y]]: readonly [Point, Point, Point]): void {
  go(pen, { type: 'curve', x1, y1, x2, y2, x, y })
  pen.control = { kind: 'cubic', x: x2, y: y2 }
}

function quadratic(pen: Pen, [cx, cy]: Point, [x, y]: Point): void {
  const toward = (from: number, control: number) => from + ((control - from) * 2) / 3
  const first: Point = [toward(pen.x, cx), toward(pen.y, cy)]
  cubic(pen, [first, [toward(x, cx), toward(y, cy)], [x, y]])
  pen.control = { kind: 'quadratic', x: cx, y: cy }
}

function reflect({ x, y, control }: Pen, kind: 'cubic' | 'quadratic'): Point {
  return control?.kind === kind ? [2 * x - control.x, 2 * y - control.y] : [x, y]
}

type Arc = { rx: number; ry: number; angle: number; isLarge: boolean; isSweep: boolean; to: Point }

/** From end points to a centre, by the standard's appendix, then curves of a quarter turn at most. */
function arc(pen: Pen, { angle, isLarge, isSweep, to, ...radii }: Arc): void {
  const [x, y] = to
  let { rx, ry } = radii
  const turn = (angle * Math.PI) / 180
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  const [halfX, halfY] = [(pen.x - x) / 2, (pen.y - y) / 2]
  const [px, py] = [cos * halfX + sin * halfY, -sin * halfX + cos * halfY]
  const grown = Math.sqrt((px / rx) ** 2 + (py / ry) ** 2)
  if (grown > 1) [rx, ry] = [rx * grown, ry * grown]
  const rest = (rx * ry) ** 2 - (rx * py) ** 2 - (ry * px) ** 2
  const factor =
    (isLarge === isSweep ? -1 : 1) * Math.sqrt(Math.max(rest, 0) / ((rx * py) ** 2 + (ry * px) ** 2))
  const [ux, uy] = [(factor * rx * py) / ry, (-factor * ry * px) / rx]
  const centre: Point = [cos * ux - sin * uy + (pen.x + x) / 2, sin * ux + cos * uy + (pen.y + y) / 2]
  const from = Math.atan2((py - uy) / ry, (px - ux) / rx)
  let sweep = Math.atan2((-py - uy) / ry, (-px - ux) / rx) - from
  if (isSweep && sweep < 0) sweep += 2 * Math.PI
  if (!isSweep && sweep > 0) sweep -= 2 * Math.PI
  const parts = Math.max(Math.ceil(Math.abs(sweep) / (Math.PI / 2) - 1e-9), 1)
  const reach = (4 / 3) * Math.tan(sweep / parts / 4)
  const place = (u: number, v: number): Point => [
    centre[0] + cos * rx * u - sin * ry * v,
    centre[1] + sin * rx * u + cos * ry * v,
  ]
  for (let part = 0; part < parts; part++) {
    const [a, b] = [from + (sweep * part) / parts, from + (sweep * (part + 1)) / parts]
    const end = part === parts - 1 ? to : place(Math.cos(b), Math.sin(b))
    cubic(pen, [
      place(Math.cos(a) - reach * Math.sin(a), Math.sin(a) + reach * Math.cos(a)),
      place(Math.cos(b) + reach * Math.sin(b), Math.sin(b) - reach * Math.cos(b)),
      end,
    ])
  }
  pen.control = undefined
}
