import { expect, it } from 'vitest'
import { createShape, shapeNames } from '#app/document/edits/create-element.ts'
import { type ShapeElement, shapeElementSchema } from '#app/document/model/schema.ts'
import { createNodeAssets, createNodeContext } from '#tests/factories/create-node-canvas.ts'
import { drawShape } from './draw-shape.ts'

const size = { widthPx: 200, heightPx: 200 }
const box = { order: 'a0', x: 0, y: 0, width: 1, height: 1, fill: '#ff0000' }
const shapes = Object.keys(shapeNames) as ShapeElement['shape'][]

/** The extent of the ink, and whether a point is covered. */
function draw(shape: ShapeElement['shape'], more: Partial<ShapeElement> = {}) {
  const context = createNodeContext(size.widthPx, size.heightPx)
  drawShape(context, { ...createShape({ ...box, shape }), ...more }, createNodeAssets(size))
  const { data } = context.getImageData(0, 0, size.widthPx, size.heightPx)
  const at = (x: number, y: number) => [...data.subarray((y * 200 + x) * 4, (y * 200 + x) * 4 + 4)]
  const xs: number[] = []
  const ys: number[] = []
  for (let index = 0; index < data.length; index += 4) {
    if ((data[index + 3] ?? 0) < 30) continue
    xs.push((index / 4) % 200)
    ys.push(Math.floor(index / 800))
  }
  const span = (values: readonly number[]) => [Math.min(...values), Math.max(...values)] as const
  return { at, x: span(xs), y: span(ys), area: xs.length / 40_000 }
}

it.each(shapes)('a %s reaches every side of its box and is valid in the document', (shape) => {
  const { x, y } = draw(shape)
  expect(x[0]).toBeLessThanOrEqual(2)
  expect(x[1]).toBeGreaterThanOrEqual(197)
  expect(y[0]).toBeLessThanOrEqual(2)
  expect(y[1]).toBeGreaterThanOrEqual(197)
  expect(shapeElementSchema.safeParse(createShape({ ...box, shape })).success).toBe(true)
})

it('an arrow points to the right: a shaft on the left, a head that narrows', () => {
  const { at } = draw('arrow', { height: 0.4 })
  expect(at(10, 40)[3]).toBe(255)
  expect(at(10, 8)[3]).toBe(0)
  expect(at(135, 10)[3]).toBe(255)
  expect(at(190, 10)[3]).toBe(0)
})

it('a star has as many points as requested, deeper than a badge', () => {
  expect(draw('star').area).toBeLessThan(0.4)
  expect(draw('badge').area).toBeGreaterThan(0.65)
  expect(draw('polygon', { points: 3 }).area).toBeCloseTo(0.5, 1)
  expect(draw('polygon', { points: 40 }).area).toBeCloseTo(Math.PI / 4, 1)
})

it('rounds corners and keeps its outline inside', () => {
  const sharp = draw('polygon', { points: 4 })
  const round = draw('polygon', { points: 4, corner: 0.2 })
  expect(round.area).toBeLessThan(sharp.area)
  const stroked = draw('star', { stroke: { colour: '#0000ff', width: 0.04 } })
  expect(stroked.area).toBeCloseTo(draw('star').area, 2)
  expect(stroked.at(100, 110)).toEqual([255, 0, 0, 255])
})
