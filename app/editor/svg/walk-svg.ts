import { longestPathData } from '#app/document/model/drawing-schema.ts'
import { readPaint } from './svg-gradient.ts'
import { walkGroup } from './svg-groups.ts'
import { findOutline } from './svg-outline.ts'
import {
  countVisit,
  findLinked,
  limits,
  type Outcome,
  type Reading,
  readLink,
  roundMatrix,
  type Walk,
} from './svg-reading.ts'
import { createFinder, type FindStyle, type Look, readLook } from './svg-style.ts'
import { type Matrix, multiply, readTransform } from './svg-transform.ts'
import { readLength, readViewport } from './svg-view.ts'

const groups = new Set(['svg', 'g', 'a', 'switch', 'symbol'])
const unread: Readonly<Record<string, string>> = {
  text: 'texts',
  image: 'pictures',
  foreignObject: 'embedded pages',
}
const unreadLooks: Readonly<Record<string, string>> = {
  filter: 'filters',
  'mix-blend-mode': 'blend modes',
  'marker-start': 'markers of lines',
  'marker-mid': 'markers of lines',
  'marker-end': 'markers of lines',
}

/** Reads all that is inside an element, one after another. */
export function walkInside(element: Element, reading: Reading, at: Walk): Outcome {
  for (const child of element.children)
    if (walk(child, reading, { ...at, depth: at.depth + 1 }) === 'too-large') return 'too-large'
  return 'done'
}

function walk(element: Element, reading: Reading, { use, ...at }: Walk): Outcome {
  if (countVisit(reading, at.depth)) return 'too-large'
  const { localName } = element
  const isDrawn = localName === 'use' || groups.has(localName)
  // A symbol is drawn only where it is used.
  if (localName === 'symbol' && use === undefined) return 'done'
  const find = createFinder(element, reading.rules)
  if (find('display') === 'none') return 'done'
  noteUnread(localName, find, reading)
  const inside = {
    ...at,
    look: readLook(find, at.look),
    matrix: multiply(at.matrix, readTransform(element.getAttribute('transform'))),
  }
  const outline = isDrawn ? undefined : findOutline(element, at.view)
  if (!isDrawn && outline === undefined) return 'done'
  return walkGroup({ reading, at: inside, find, walkInside }, (within) => {
    if (outline !== undefined) return addPath(reading, outline, within)
    if (localName === 'use') return walkUse(element, reading, within)
    return localName === 'svg' || localName === 'symbol'
      ? walkViewport(element, reading, { ...within, ...(use === undefined ? {} : { use }) })
      : walkInside(element, reading, within)
  })
}

function noteUnread(localName: string, find: FindStyle, { leftOut }: Reading): void {
  const missing = unread[localName]
  if (missing !== undefined) leftOut.add(missing)
  for (const [name, words] of Object.entries(unreadLooks))
    if (!['none', 'normal'].includes(find(name) ?? 'none')) leftOut.add(words)
}

/** Only what is in the file itself; a chain of uses ends at the deepest level, a fan of them at the most visits. */
function walkUse(use: Element, reading: Reading, at: Walk): Outcome {
  const target = findLinked(reading, readLink(use))
  if (target === undefined) return 'done'
  const x = readLength(use.getAttribute('x'), at.view.width) ?? 0
  const y = readLength(use.getAttribute('y'), at.view.height) ?? 0
  const matrix = multiply(at.matrix, [1, 0, 0, 1, x, y])
  return walk(target, reading, { ...at, matrix, use, depth: at.depth + 1 })
}

function walkViewport(element: Element, reading: Reading, at: Walk): Outcome {
  const { matrix, box } = readViewport(element, at)
  const { use: _used, ...rest } = at
  const inside = { ...rest, matrix, view: { width: box.width, height: box.height } }
  const isOpen = createFinder(element, reading.rules)('overflow') === 'visible'
  return walkGroup({ reading, at: inside, walkInside, ...(isOpen ? {} : { box }) }, (within) =>
    walkInside(element, reading, within),
  )
}

function addPath(reading: Reading, d: string, { look, matrix, group, view }: Walk): Outcome {
  if (!look.isVisible) return 'done'
  const painted = { d, view }
  const fill = reading.isClip
    ? { colour: '#000000' }
    : readPaint(look.fill, { ...painted, opacity: look.fillOpacity, isStroke: false }, reading)
  const stroke =
    reading.isClip || look.strokeWidth === 0
      ? undefined
      : readPaint(look.stroke, { ...painted, opacity: look.strokeOpacity, isStroke: true }, reading)
  if (fill === undefined && stroke === undefined) return 'done'
  const { budget } = reading
  budget.dataLength += d.length
  budget.paths += 1
  if (budget.paths > limits.paths || budget.dataLength > limits.data || d.length > longestPathData)
    return 'too-large'
  const rule = reading.isClip ? look.clipRule : look.rule
  reading.paths.push({
    d,
    ...(fill === undefined ? {} : { fill: fill.colour }),
    ...(fill?.gradient === undefined ? {} : { fillGradient: fill.gradient }),
    ...(stroke === undefined ? {} : { stroke: stroke.colour, ...readLine(look) }),
    ...(stroke?.gradient === undefined ? {} : { strokeGradient: stroke.gradient }),
    ...(rule === 'evenodd' ? { rule } : {}),
    ...(isIdentity(matrix) ? {} : { transform: roundMatrix(matrix) }),
    ...(group === undefined ? {} : { group }),
  })
  return 'done'
}

/** Round is what a path has without words. */
function readLine({ strokeWidth, cap, join, miterLimit, dash, dashOffset }: Look) {
  return {
    strokeWidth,
    ...(cap === 'round' ? {} : { cap }),
    ...(join === 'round' ? {} : { join }),
    ...(join !== 'miter' || miterLimit === 4 ? {} : { miterLimit }),
    ...(dash.length === 0 ? {} : { dash: [...dash] }),
    ...(dash.length === 0 || dashOffset === 0 ? {} : { dashOffset }),
  }
}

const isIdentity = (matrix: Matrix): boolean => [1, 0, 0, 1, 0, 0].every((value, at) => matrix[at] === value)
