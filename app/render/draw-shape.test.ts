import { expect, it } from 'vitest'
import { createFrame, createShape, shapeNames } from '#app/document/edits/create-element.ts'
import type { ElementId } from '#app/document/model/ids.ts'
import { type Element, type ShapeElement, shapeElementSchema } from '#app/document/model/schema.ts'
import {
  createNodeAssets,
  createNodeContext,
  createNodePicture,
} from '#tests/factories/create-node-canvas.ts'
import { drawElement } from './draw-element.ts'
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

/** Without content of their own these draw nothing. */
const empty: readonly string[] = ['drawing', 'emoji']
const drawn = shapes.filter((shape) => !empty.includes(shape))

it.each(drawn)('a %s reaches every side of its box and is valid in the document', (shape) => {
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

it('a rating fills its stars up to its value, and shows the others faintly', () => {
  const { at } = draw('rating', { height: 0.2, value: 2.5 })
  const starMiddle = (index: number) => Math.round((index + 0.5) * (200 / 5.64) * 1.16 - 200 * 0.0142)
  expect([0, 1, 3, 4].map((index) => (at(starMiddle(index), 22)[3] ?? 0) === 255)).toEqual([
    true,
    true,
    false,
    false,
  ])
  expect(at(starMiddle(4), 22)[3]).toBeGreaterThan(50)
})

it('a drawing is stretched to its box, in its own colours and the one of the shape', () => {
  const drawing = {
    width: 10,
    height: 20,
    paths: [
      { d: 'M0 0h5v20H0z', fill: 'current' as const },
      { d: 'M0 0h5v20H0z', fill: '#0000ff', transform: [1, 0, 0, 1, 5, 0] },
      { d: 'M5 0v20', stroke: '#00ff00', strokeWidth: 1 },
    ],
  }
  const { at, area } = draw('drawing', { drawing })
  expect(area).toBeCloseTo(1, 1)
  expect([at(20, 100), at(180, 100), at(100, 100)]).toEqual([
    [255, 0, 0, 255],
    [0, 0, 255, 255],
    [0, 255, 0, 255],
  ])
  expect(draw('drawing', { drawing: { ...drawing, paths: [] } }).area).toBe(0)
})

it('an outline lies around a drawing, below its own colours, and widens its lines', () => {
  const stroke = { colour: '#00ff00', width: 0.05 }
  const square = { width: 10, height: 10, paths: [{ d: 'M3 3h4v4H3z', fill: 'current' as const }] }
  const { at, x } = draw('drawing', { drawing: square, stroke })
  expect([at(100, 100), at(54, 100), at(62, 100)]).toEqual([
    [255, 0, 0, 255],
    [0, 255, 0, 255],
    [255, 0, 0, 255],
  ])
  expect([x[0], x[1]].map((edge) => Math.round(edge / 10))).toEqual([5, 15])
  const line = { ...square, paths: [{ d: 'M2 5h6', stroke: 'current' as const, strokeWidth: 1 }] }
  expect(draw('drawing', { drawing: line, stroke }).at(100, 84)).toEqual([0, 255, 0, 255])
  expect(draw('drawing', { drawing: line }).at(100, 84)[3]).toBe(0)
})

it('a gradient runs across the whole shape, and a mirrored one the other way', () => {
  const stops = [
    { offset: 0, colour: '#ff0000' },
    { offset: 1, colour: '#0000ff' },
  ]
  const { at } = draw('rectangle', { gradient: { angle: 90, stops } })
  expect(at(2, 100)[0]).toBeGreaterThan(240)
  expect(at(197, 100)[2]).toBeGreaterThan(240)
  const context = createNodeContext(size.widthPx, size.heightPx)
  const element = {
    ...createShape({ ...box, height: 1, shape: 'rectangle' }),
    gradient: { angle: 90, stops },
  }
  drawElement(context, { ...element, flipX: true }, createNodeAssets(size))
  expect(context.getImageData(2, 100, 1, 1).data[2]).toBeGreaterThan(240)
})

it('a magnifier enlarges its region of the frame, and is plain without the frame', () => {
  const picture = createNodePicture(100, 200, (x, y) =>
    x > 45 && x < 55 && y > 95 && y < 105 ? [255, 0, 0] : [0, 0, 255],
  )
  const frame = createFrame({
    order: 'a0',
    x: 0,
    y: 0,
    width: 0.5,
    deviceId: 'iphone-69',
    landscape: false,
    bezel: 'none',
    mediaByLocale: { 'en-US': 'm' } as never,
  })
  const lens = { frameId: 'frame' as ElementId, x: 0.5, y: 0.5, zoom: 4 }
  const element = createShape({ ...box, height: 1, shape: 'lens', fill: '#00ff00', lens })
  const assets = {
    ...createNodeAssets(size, { m: picture }),
    elements: { frame } as Record<ElementId, Element>,
  }
  const paint = (given: typeof assets) => {
    const context = createNodeContext(size.widthPx, size.heightPx)
    drawShape(context, element, given)
    return (x: number, y: number) => [...context.getImageData(x, y, 1, 1).data]
  }
  const seen = paint(assets)
  expect(seen(100, 100)).toEqual([255, 0, 0, 255])
  expect(seen(112, 100)).toEqual([255, 0, 0, 255])
  expect(seen(160, 100)).toEqual([0, 0, 255, 255])
  expect(seen(3, 3)[3]).toBe(0)
  expect(paint({ ...assets, elements: {} })(100, 100)).toEqual([0, 255, 0, 255])
})
