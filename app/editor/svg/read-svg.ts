import type { Drawing } from '#app/document/model/schema.ts'
import { createColourReader } from './read-colour.ts'
import { findOutline } from './svg-outline.ts'
import { type Look, readLook, readStyles, type StyleSource, startLook } from './svg-style.ts'
import { type Matrix, multiply, readTransform } from './svg-transform.ts'

export type SvgResult =
  | {
      kind: 'ok'
      drawing: Drawing /** Kinds of content that were left out, in words. */
      leftOut: readonly string[]
    }
  | { kind: 'refused'; message: string }

const longestText = 1_000_000
const mostPaths = 1000
const longestData = 300_000
const deepest = 40
/** Elements that are read, those of a used part as often as it is used. */
const mostVisits = 10_000

/**
 * Reads an SVG file into paths and colours. Nothing else of it is kept: no scripts, handlers, links, fonts or pictures, so
 * that the drawing is safe wherever the project goes. Files that would grow beyond what a project holds are refused.
 */
export function readSvg(text: string, fileName: string): SvgResult {
  const refuse = (why: string): SvgResult => ({ kind: 'refused', message: `“${fileName}” ${why}` })
  if (text.length > longestText)
    return refuse('is larger than 1 MB of text. Simplify the drawing, or add it as a PNG.')
  // Entities can be nested until they fill the memory; no drawing program writes them.
  if (/<!ENTITY/i.test(text))
    return refuse('defines entities, which are not read. Save it again as plain SVG.')
  const root = new DOMParser().parseFromString(withoutHandlers(text), 'image/svg+xml').documentElement
  const isBroken = root.localName !== 'svg' || root.querySelector('parsererror') !== null
  if (isBroken) return refuse('is no SVG file, or it is damaged. Save it again in your drawing program.')
  const view = readView(root)
  const reading: Reading = {
    byId: indexById(root),
    rules: readStyles(root),
    readColour: createColourReader(),
    gradientColours: new Map(),
    visits: 0,
    paths: [],
    dataLength: 0,
    leftOut: new Set(),
  }
  const outcome = walk(root, { reading, matrix: [1, 0, 0, 1, -view.x, -view.y], look: startLook, depth: 0 })
  if (outcome === 'too-large')
    return refuse('has too many or too long paths for a project. Simplify the drawing, or add it as a PNG.')
  if (reading.paths.length === 0)
    return refuse('has no shape that can be drawn. Convert texts and pictures to paths, or add it as a PNG.')
  const drawing = { width: view.width, height: view.height, paths: reading.paths }
  return { kind: 'ok', drawing, leftOut: [...reading.leftOut] }
}

/** They would not run, but the browser would report that it stopped them. */
function withoutHandlers(text: string): string {
  return text.replaceAll(/\son\w+\s*=\s*(?:"[^"]*"|'[^']*')/gi, '')
}

type Reading = StyleSource & {
  visits: number
  paths: Drawing['paths']
  dataLength: number
  leftOut: Set<string>
}

/** The first of an id; looked for in the file it would be searched again for each use. */
function indexById(root: Element): ReadonlyMap<string, Element> {
  return new Map([...root.querySelectorAll('[id]')].reverse().map((element) => [element.id, element]))
}

function readView(root: Element): { x: number; y: number; width: number; height: number } {
  const [x = 0, y = 0, width = 0, height = 0] = (root.getAttribute('viewBox') ?? '')
    .split(/[\s,]+/)
    .map(Number)
  if (width > 0 && height > 0) return { x, y, width, height }
  const length = (name: string, usual: number) => {
    const value = Number.parseFloat(root.getAttribute(name) ?? '')
    return value > 0 ? value : usual
  }
  return { x: 0, y: 0, width: length('width', 300), height: length('height', 150) }
}

type Walk = { reading: Reading; matrix: Matrix; look: Look; depth: number }

const groups = new Set(['svg', 'g', 'a', 'switch', 'symbol'])
const unread: Readonly<Record<string, string>> = {
  text: 'texts',
  image: 'pictures',
  foreignObject: 'embedded pages',
}
const unreadLooks: Readonly<Record<string, string>> = {
  filter: 'filters',
  mask: 'masks',
  'clip-path': 'clippings',
}

function walk(element: Element, { reading, matrix, look, depth }: Walk): 'done' | 'too-large' {
  reading.visits += 1
  if (depth > deepest || reading.visits > mostVisits) return 'too-large'
  const { localName } = element
  const missing = unread[localName]
  if (missing !== undefined) reading.leftOut.add(missing)
  const next = readLook(element, look, reading)
  if (next.isHidden) return 'done'
  for (const [name, words] of Object.entries(unreadLooks))
    if (element.hasAttribute(name)) reading.leftOut.add(words)
  const inside = {
    reading,
    matrix: multiply(matrix, readTransform(element.getAttribute('transform'))),
    look: next,
  }
  if (localName === 'use') return walkUse(element, { ...inside, depth })
  if (groups.has(localName)) {
    // A symbol is drawn only where it is used.
    if (localName === 'symbol' && look.isUsed !== true) return 'done'
    for (const child of element.children)
      if (walk(child, { ...inside, depth: depth + 1 }) === 'too-large') return 'too-large'
    return 'done'
  }
  const d = findOutline(element)
  if (d === undefined) return 'done'
  return addPath(reading, { d, look: next, matrix: inside.matrix })
}

/** Only what is in the file itself; a chain of uses ends at the deepest level, a fan of them at the most visits. */
function walkUse(element: Element, { reading, matrix, look, depth }: Walk): 'done' | 'too-large' {
  const link = element.getAttribute('href') ?? element.getAttribute('xlink:href') ?? ''
  const target = link.startsWith('#') ? reading.byId.get(link.slice(1)) : undefined
  if (target === undefined) return 'done'
  const [x, y] = ['x', 'y'].map((name) => Number(element.getAttribute(name)) || 0) as [number, number]
  const moved = multiply(matrix, [1, 0, 0, 1, x, y])
  return walk(target, { reading, matrix: moved, look: { ...look, isUsed: true }, depth: depth + 1 })
}

function addPath(
  reading: Reading,
  { d, look, matrix }: { d: string; look: Look; matrix: Matrix },
): 'done' | 'too-large' {
  const { fill, stroke, strokeWidth, opacity, rule } = look
  if (fill === undefined && stroke === undefined) return 'done'
  reading.dataLength += d.length
  if (reading.paths.length >= mostPaths || reading.dataLength > longestData) return 'too-large'
  if (look.hasGradient) reading.leftOut.add('gradients, each drawn in one colour')
  reading.paths.push({
    d,
    ...(fill === undefined ? {} : { fill }),
    ...(stroke === undefined ? {} : { stroke, strokeWidth }),
    ...(opacity === 1 ? {} : { opacity }),
    ...(rule === 'evenodd' ? { rule } : {}),
    ...(isIdentity(matrix) ? {} : { transform: matrix.map((value) => Math.round(value * 1e5) / 1e5) }),
  })
  return 'done'
}

const isIdentity = (matrix: Matrix): boolean => [1, 0, 0, 1, 0, 0].every((value, at) => matrix[at] === value)
