import { isPatternName, type PatternName } from '#app/document/catalogue/pattern-names.ts'
import type { Background } from '#app/document/model/schema.ts'
import type { DrawContext } from './draw-assets.ts'

type Pattern = Extract<Background, { type: 'pattern' }>
type Area = { unitPx: number; fromPx: number; toPx: number; heightPx: number }

/** No finer: it would take long and look like one grey. Fraction of the canvas width. */
const finest = 0.012

/**
 * Over the pattern's ground, which the caller has filled in. The signs are counted from the origin, so that the slices
 * of a panorama fit; drawn are those between `fromPx` and `toPx`.
 */
export function drawPattern(context: DrawContext, background: Pattern, area: Area): void {
  const { pattern, ink, angle } = background
  if (!isPatternName(pattern)) return
  const cell = Math.max(background.size, finest) * area.unitPx
  const radians = (angle * Math.PI) / 180
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)]
  const corners = [area.fromPx, area.toPx].flatMap((x) =>
    [0, area.heightPx].map((y) => ({ x: x * cos + y * sin, y: y * cos - x * sin })),
  )
  const range = (values: readonly number[]) =>
    [Math.floor(Math.min(...values) / cell) - 1, Math.ceil(Math.max(...values) / cell) + 1] as const
  const [left, right] = range(corners.map(({ x }) => x))
  const [top, bottom] = range(corners.map(({ y }) => y))

  context.save()
  context.beginPath()
  context.rect(area.fromPx, 0, area.toPx - area.fromPx, area.heightPx)
  context.clip()
  context.rotate(radians)
  context.beginPath()
  const drawer = drawers[pattern]
  for (let row = top; row <= bottom; row++) {
    drawer.row?.(context, { cell, row, left, right })
    if (drawer.sign === undefined) continue
    for (let column = left; column <= right; column++) drawer.sign(context, { cell, row, column })
  }
  context.lineWidth = cell * (drawer.line ?? 0)
  context.lineCap = 'round'
  context.lineJoin = 'round'
  if (drawer.line === undefined) {
    context.fillStyle = ink
    context.fill()
  } else {
    context.strokeStyle = ink
    context.stroke()
  }
  context.restore()
}

type Sign = { cell: number; row: number; column: number }
type Row = { cell: number; row: number; left: number; right: number }
type Drawer = {
  /** Width of the line in cells; absent: filled. */
  line?: number
  sign?: (context: DrawContext, sign: Sign) => void
  row?: (context: DrawContext, row: Row) => void
}

const centre = ({ cell, row, column }: Sign) => [(column + 0.5) * cell, (row + 0.5) * cell] as const
/** Every other row is shifted by half. */
const staggered = ({ cell, row, column }: Sign) =>
  [(column + (row % 2 === 0 ? 0.5 : 1)) * cell, (row + 0.5) * cell] as const

const drawers: Readonly<Record<PatternName, Drawer>> = {
  dots: {
    sign(context, sign) {
      const [x, y] = staggered(sign)
      circle(context, { x, y, radius: sign.cell * 0.14 })
    },
  },
  rings: {
    line: 0.06,
    sign(context, sign) {
      const [x, y] = staggered(sign)
      circle(context, { x, y, radius: sign.cell * 0.26 })
    },
  },
  grid: {
    line: 0.03,
    row(context, { cell, row, left, right }) {
      context.moveTo(left * cell, row * cell)
      context.lineTo(right * cell, row * cell)
    },
    sign(context, { cell, row, column }) {
      context.moveTo(column * cell, row * cell)
      context.lineTo(column * cell, (row + 1) * cell)
    },
  },
  lines: {
    line: 0.34,
    row(context, { cell, row, left, right }) {
      context.moveTo(left * cell, (row + 0.5) * cell)
      context.lineTo(right * cell, (row + 0.5) * cell)
    },
  },
  waves: {
    line: 0.08,
    row(context, { cell, row, left, right }) {
      const y = (row + 0.5) * cell
      context.moveTo(left * cell, y)
      for (let column = left; column < right; column++) {
        const up = column % 2 === 0 ? -1 : 1
        const x = column * cell
        const swing = up * cell * 0.42
        context.bezierCurveTo(x + cell * 0.36, y + swing, x + cell * 0.64, y + swing, x + cell, y)
      }
    },
  },
  zigzag: {
    line: 0.09,
    row(context, { cell, row, left, right }) {
      for (let column = left; column <= right; column++) {
        const y = (row + (column % 2 === 0 ? 0.3 : 0.7)) * cell
        if (column === left) context.moveTo(column * cell, y)
        else context.lineTo(column * cell, y)
      }
    },
  },
  checks: {
    sign(context, { cell, row, column }) {
      if ((row + column) % 2 === 0) context.rect(column * cell, row * cell, cell, cell)
    },
  },
  crosses: {
    line: 0.07,
    sign(context, sign) {
      const [x, y] = staggered(sign)
      const arm = sign.cell * 0.16
      context.moveTo(x - arm, y)
      context.lineTo(x + arm, y)
      context.moveTo(x, y - arm)
      context.lineTo(x, y + arm)
    },
  },
  triangles: {
    sign(context, sign) {
      const [x, y] = centre(sign)
      const reach = sign.cell * 0.3 * ((sign.row + sign.column) % 2 === 0 ? 1 : -1)
      context.moveTo(x, y - reach)
      context.lineTo(x + Math.abs(reach) * 0.95, y + reach * 0.7)
      context.lineTo(x - Math.abs(reach) * 0.95, y + reach * 0.7)
      context.closePath()
    },
  },
  scales: {
    line: 0.045,
    sign(context, { cell, row, column }) {
      for (const half of [0, 0.5]) {
        const x = (column + 0.5 + half) * cell
        const y = (row + half) * cell
        for (const radius of [0.5, 0.3]) {
          context.moveTo(x + cell * radius, y)
          context.arc(x, y, cell * radius, 0, Math.PI)
        }
      }
    },
  },
}

function circle(context: DrawContext, { x, y, radius }: { x: number; y: number; radius: number }): void {
  context.moveTo(x + radius, y)
  context.arc(x, y, radius, 0, 2 * Math.PI)
}
