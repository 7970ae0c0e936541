import { loadImage } from '@napi-rs/canvas'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createShape } from '#app/document/edits/create-element.ts'
import { drawingSchema } from '#app/document/model/drawing-schema.ts'
import type { ShapeElement } from '#app/document/model/schema.ts'
import type { DrawAssets } from '#app/render/draw-assets.ts'
import { drawElement } from '#app/render/draw-element.ts'
import { createNodeAssets, createNodeContext, readPixel } from '#tests/factories/create-node-canvas.ts'
import { stubSvgDom } from '#tests/fakes/svg-dom.ts'
import { readSvg } from './read-svg.ts'

beforeEach(stubSvgDom)
afterEach(() => void vi.unstubAllGlobals())

const sizePx = 200
const size = { widthPx: sizePx, heightPx: sizePx }
const namespace = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
const wrap = (content: string, view = '0 0 100 100') =>
  `<svg ${namespace} viewBox="${view}" width="200" height="200">${content}</svg>`

function read(text: string) {
  const result = readSvg(text, 'a.svg')
  if (result.kind !== 'ok') throw new Error(result.message)
  expect(drawingSchema.parse(structuredClone(result.drawing))).toEqual(result.drawing)
  return result
}

function draw(text: string, more: Partial<ShapeElement> = {}, assets: DrawAssets = createNodeAssets(size)) {
  const { drawing } = read(text)
  const box = { order: 'a0', x: 0, y: 0, width: 1, height: 1, fill: '#000000' }
  const context = createNodeContext(sizePx, sizePx)
  const element = { ...createShape({ ...box, shape: 'drawing', drawing }), ...more }
  drawElement(context, element, assets)
  return context
}

/** How many of a hundred pixels differ visibly from what Skia's own reader of SVG draws. */
async function compare(text: string): Promise<number> {
  const own = draw(text).getImageData(0, 0, sizePx, sizePx).data
  const context = createNodeContext(sizePx, sizePx)
  context.drawImage(
    (await loadImage(Buffer.from(text))) as unknown as CanvasImageSource,
    0,
    0,
    sizePx,
    sizePx,
  )
  const other = context.getImageData(0, 0, sizePx, sizePx).data
  let count = 0
  for (let at = 0; at < own.length; at += 4) {
    const [alpha = 0, otherAlpha = 0] = [own[at + 3], other[at + 3]]
    const differences = [0, 1, 2].map(
      (part) => Math.abs((own[at + part] ?? 0) * alpha - (other[at + part] ?? 0) * otherAlpha) / 255,
    )
    if (Math.max(Math.abs(alpha - otherAlpha), ...differences) > 24) count += 1
  }
  return count / ((sizePx * sizePx) / 100)
}

const logo = wrap(`
  <defs>
    <linearGradient id="base"><stop offset="0" stop-color="#ff5f6d"/><stop offset="50%" stop-color="#ffc371"/><stop offset="1" stop-color="#7b2ff7" stop-opacity=".6"/></linearGradient>
    <linearGradient id="sky" xlink:href="#base" x1="0" y1="0" x2="1" y2="1"/>
    <linearGradient id="ring" href="#base" gradientUnits="userSpaceOnUse" x1="10" y1="0" x2="90" y2="0" gradientTransform="rotate(35 50 50)"/>
    <radialGradient id="sun" cx=".35" cy=".3" r=".7" fx=".3" fy=".25"><stop stop-color="#fff"/><stop offset="1" stop-color="#0a84ff"/></radialGradient>
  </defs>
  <rect width="100" height="60" rx="12" fill="url(#sky)"/>
  <ellipse cx="50" cy="78" rx="40" ry="14" fill="url(#sun)"/>
  <circle cx="50" cy="40" r="24" fill="none" stroke="url(#ring)" stroke-width="8"/>`)

const icon = wrap(
  `<style>/* exported */ .cls-1 { clip-path: url(#round) } .cls-2{fill:#2d8cff!important} .cls-3{fill:#fff;opacity:.5}</style>
  <defs>
    <clipPath id="half" clipPathUnits="objectBoundingBox"><rect width="1" height=".75"/></clipPath>
    <clipPath id="round" clip-path="url(#half)"><path clip-rule="evenodd" d="M12 0a12 12 0 1 0 0 24a12 12 0 1 0 0-24zM9 9h6v6h-6z"/></clipPath>
  </defs>
  <g class="cls-1"><rect class="cls-2" width="24" height="24"/><g class="cls-3"><path d="M0 0h14v24H0z"/><path d="M8 0h16v12H8z"/></g></g>`,
  '0 0 24 24',
)

const illustration = wrap(
  `<g clip-path="url(#clip0_1_2)">
    <rect width="400" height="400" fill="#F4F1FF"/>
    <mask id="mask0_1_2" style="mask-type:luminance" maskUnits="userSpaceOnUse" x="40" y="40" width="320" height="320">
      <rect x="40" y="40" width="320" height="320" fill="white"/><circle cx="200" cy="200" r="60" fill="black"/><rect x="40" y="300" width="320" height="60" fill="#888"/>
    </mask>
    <g mask="url(#mask0_1_2)"><rect x="20" y="20" width="360" height="360" rx="40" fill="url(#paint0_linear_1_2)"/></g>
    <g opacity="0.5"><circle cx="120" cy="120" r="70" fill="#FF3B30"/><circle cx="190" cy="120" r="70" fill="#34C759"/></g>
    <symbol id="leaf" viewBox="0 0 10 20"><path d="M5 0C9 6 10 12 5 20C0 12 1 6 5 0Z" fill="#30B0C7"/></symbol>
    <use xlink:href="#leaf" x="250" y="230" width="60" height="120"/>
    <use href="#leaf" x="300" y="230" width="60" height="120" transform="rotate(20 330 290)" opacity=".7"/>
    <svg x="60" y="260" width="100" height="100" viewBox="0 0 10 10" preserveAspectRatio="xMinYMin slice"><rect width="100%" height="50%" fill="#5856D6"/><circle cx="10" cy="10" r="4"/></svg>
    <path d="M40 380H360" stroke="#1C1C1E" stroke-width="12" stroke-dasharray="30 14" stroke-linecap="butt"/>
    <path d="M220 60L260 20L300 60" fill="none" stroke="#1C1C1E" stroke-width="14" stroke-linejoin="bevel" stroke-linecap="square"/>
    <circle cx="420" cy="200" r="60" fill="#FFCC00"/>
  </g>
  <defs>
    <linearGradient id="paint0_linear_1_2" x1="200" y1="20" x2="200" y2="380" gradientUnits="userSpaceOnUse"><stop stop-color="#AF52DE"/><stop offset="1" stop-color="#5AC8FA" stop-opacity="0.4"/></linearGradient>
    <clipPath id="clip0_1_2"><rect width="400" height="400" fill="white"/></clipPath>
  </defs>`,
  '0 0 400 400',
)

it.each([
  ['a logo with gradients', logo],
  ['an icon with clip paths', icon],
  ['an illustration from a design tool', illustration],
])('%s is drawn as another renderer draws it, and nothing is left out', async (_name, text) => {
  expect(read(text).leftOut).toEqual([])
  expect(await compare(text)).toBeLessThan(1)
})

describe('the visible part of a drawing', () => {
  const square = '<rect width="100" height="100" fill="#ff0000"/>'
  const alphaAt = (text: string, [x, y]: readonly [number, number], more: Partial<ShapeElement> = {}) =>
    readPixel(draw(text, more), x, y)[3]

  it('nothing lies in an empty clip or mask, and a clip that is not there hides nothing', () => {
    const other = '<circle cx="50" cy="50" r="10"/>'
    const clipped = (inside: string) =>
      wrap(`<clipPath id="c">${inside}</clipPath><g clip-path="url(#c)">${square}</g>`)
    expect(read(`${clipped('').replace('</svg>', other)}</svg>`).drawing).toMatchObject({ paths: [{}] })
    expect(readSvg(wrap(`<mask id="m"/><g mask="url(#m)">${square}</g>`), 'a.svg').kind).toBe('refused')
    expect(alphaAt(wrap(`<g clip-path="url(#gone)">${square}</g>`), [100, 100])).toBe(255)
    expect(read(wrap(`<g clip-path="inset(10px)">${square}</g>`)).leftOut).toEqual([
      'clippings that are no shapes of the file',
    ])
  })

  it('a part beyond the view is cut off, and a drawing inside it needs no group', () => {
    const beyond = wrap('<circle cx="100" cy="50" r="40"/>')
    const narrow = { width: 0.5, height: 0.5, x: 0.1, y: 0.1 }
    expect([alphaAt(beyond, [115, 70], narrow), alphaAt(beyond, [125, 70], narrow)]).toEqual([255, 0])
    expect(read(wrap(square)).drawing.groups).toBeUndefined()
  })

  it('a mask that is marked so counts by its opacity, and one across a box by the box', () => {
    const mask = (attributes: string, fill: string) =>
      wrap(
        `<mask id="m" ${attributes}><rect width="1" height=".5" ${fill}/></mask><g mask="url(#m)">${square}</g>`,
      )
    const ofBox = 'maskContentUnits="objectBoundingBox"'
    const black = 'fill="#000" fill-opacity=".4"'
    expect(alphaAt(mask(`${ofBox} mask-type="alpha"`, black), [100, 50])).toBe(102)
    expect(alphaAt(mask(`${ofBox} mask-type="alpha"`, black), [100, 150])).toBe(0)
    expect(alphaAt(mask(ofBox, 'fill="#fff"'), [100, 50])).toBe(255)
    expect(alphaAt(mask(ofBox, black), [100, 50])).toBe(0)
  })

  it('a group fades as one piece, and a single path of one without a layer', () => {
    const pair = '<rect width="60" height="100"/><rect x="40" width="60" height="100"/>'
    expect(alphaAt(wrap(`<g opacity=".5">${pair}</g>`), [100, 100])).toBe(128)
    const single = read(wrap(`<g opacity=".5"><g opacity=".5">${square}</g></g>`)).drawing
    expect(single).toMatchObject({ paths: [{ opacity: 0.25 }] })
    expect(single.groups).toBeUndefined()
  })

  it('shadow and outline follow the edge of a clip', () => {
    const round = wrap(
      `<clipPath id="c"><circle cx="50" cy="50" r="20"/></clipPath><g clip-path="url(#c)">${square}</g>`,
    )
    const shadow = { x: 0.2, y: 0, blur: 0, colour: '#0000ff' }
    const cast = draw(round, { shadow })
    expect([readPixel(cast, 100, 100), readPixel(cast, 170, 100), readPixel(cast, 190, 100)[3]]).toEqual([
      [255, 0, 0, 255],
      [0, 0, 255, 255],
      0,
    ])
    const outlined = draw(round, { stroke: { colour: '#00ff00', width: 0.05 } })
    expect([readPixel(outlined, 100, 55), readPixel(outlined, 100, 45)[3]]).toEqual([[0, 255, 0, 255], 0])
  })

  it('without layers a clip still holds', () => {
    const { createLayer: _none, ...assets } = createNodeAssets(size)
    const context = draw(icon, {}, assets)
    expect([
      readPixel(context, 100, 30)[3],
      readPixel(context, 100, 100)[3],
      readPixel(context, 2, 2)[3],
    ]).toEqual([255, 0, 0])
  })
})

describe('gradients', () => {
  const stops = '<stop stop-color="#ff0000"/><stop offset="1" stop-color="#0000ff"/>'

  it('an older build finds the colour in the middle, and an unknown gradient is that colour', () => {
    const { drawing } = read(
      wrap(`<linearGradient id="g">${stops}</linearGradient><rect width="100" height="100" fill="url(#g)"/>`),
    )
    expect(drawing.paths).toMatchObject([{ fill: '#0000ff', fillGradient: 'gradient1' }])
    const { gradients: _gone, ...without } = drawing
    const context = draw(wrap('<path d="M0 0h1"/><rect width="9" height="9"/>'), { drawing: without })
    expect(readPixel(context, 2, 100)).toEqual([0, 0, 255, 255])
  })

  it('a line keeps its thickness under an oval gradient, and it is said', () => {
    const text = wrap(
      `<radialGradient id="g">${stops}</radialGradient><rect x="10" y="40" width="80" height="8" fill="none" stroke="url(#g)" stroke-width="4"/>`,
    )
    expect(read(text).leftOut).toEqual(['oval gradients of lines, drawn round'])
    const context = draw(text)
    const covered = (from: readonly [number, number], step: readonly [number, number]) =>
      Array.from(
        { length: 12 },
        (_, at) => readPixel(context, from[0] + at * step[0], from[1] + at * step[1])[3],
      )
        .map((alpha) => alpha / 255)
        .reduce((sum, share) => sum + share)
    expect(covered([14, 88], [1, 0])).toBeCloseTo(8, 0)
    expect(covered([100, 74], [0, 1])).toBeCloseTo(8, 0)
  })

  it('a repeated one is drawn once, a box without area has none, and loops of links end', () => {
    const line = '<path d="M0 50h100" fill="none" stroke="url(#g)" stroke-width="9"/>'
    const repeated = wrap(
      `<linearGradient id="g" spreadMethod="repeat">${stops}</linearGradient>${square(10)}`,
    )
    expect(read(repeated).leftOut).toEqual(['repeated gradients, each drawn once'])
    const loop = `<linearGradient id="g" href="#h"/><linearGradient id="h" href="#g"/>`
    expect(readSvg(wrap(`${loop}${square(10)}`), 'a.svg').kind).toBe('refused')
    expect(readSvg(wrap(`<linearGradient id="g">${stops}</linearGradient>${line}`), 'a.svg').kind).toBe(
      'refused',
    )
  })

  it('very many are drawn in one colour each beyond a limit, and very many groups refused', () => {
    const many = Array.from({ length: 400 }, (_, at) => square(at + 1)).join('')
    const result = read(wrap(`<linearGradient id="g">${stops}</linearGradient>${many}`))
    expect(Object.keys(result.drawing.gradients ?? {})).toHaveLength(300)
    expect(result.leftOut).toEqual(['some of very many gradients, each drawn in one colour'])
    const groups = '<g opacity=".5"><path d="M0 0h9v9"/><path d="M0 0h9v8"/></g>'.repeat(250)
    expect(readSvg(wrap(groups), 'a.svg')).toMatchObject({ kind: 'refused' })
  })

  function square(sizeUnits: number): string {
    return `<rect width="${sizeUnits}" height="${sizeUnits}" fill="url(#g)"/>`
  }
})

it.each([
  ['texts', '<text>Hi</text>'],
  ['filters', '<g style="filter:url(#f)"/>'],
  ['blend modes', '<g style="mix-blend-mode:multiply"/>'],
  ['patterns', '<pattern id="p"/><rect width="9" height="9" fill="url(#p)"/>'],
  ['markers of lines', '<path d="M0 0h9" marker-end="url(#arrow)"/>'],
])('%s are named as left out', (words, content) => {
  expect(read(wrap(`${content}<path d="M0 0h9v9z"/>`)).leftOut).toEqual([words])
})
