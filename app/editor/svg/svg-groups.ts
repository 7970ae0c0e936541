import type { DrawingClip, DrawingGroup, DrawingPath } from '#app/document/model/drawing-schema.ts'
import { type Bounds, measureBounds } from './svg-bounds.ts'
import { spanBox } from './svg-gradient.ts'
import { findLinked, limits, type Outcome, type Reading, roundMatrix, type Walk } from './svg-reading.ts'
import { createFinder, type FindStyle, readLook, readShare, startLook } from './svg-style.ts'
import { identity, invert, type Matrix, multiply, readTransform } from './svg-transform.ts'

/** Reads everything inside an element. */
export type WalkInside = (element: Element, reading: Reading, at: Walk) => Outcome

type Grouping = {
  reading: Reading
  at: Walk
  /** Opacity, clip and mask of the element. */
  find?: FindStyle
  /** In the space of `at`: what lies beyond is not seen. */
  box?: Bounds
  walkInside: WalkInside
}

/**
 * Reads what `draw` reads as one group of the drawing, where opacity, a clip or a mask makes it one. The group comes after its
 * paths: a clip may be measured by them.
 */
export function walkGroup(grouping: Grouping, draw: (at: Walk) => Outcome): Outcome {
  const { reading, at, find } = grouping
  const isLinked = (name: string) => (find?.(name) ?? 'none') !== 'none'
  const opacity = readShare(find?.('opacity'), 1)
  if (opacity === 0 && !reading.isClip) return 'done'
  const isGrouped = opacity < 1 || isLinked('clip-path') || isLinked('mask') || grouping.box !== undefined
  if (reading.isClip) {
    if (isLinked('clip-path') || isLinked('mask')) reading.leftOut.add('clippings inside clippings')
    return draw(at)
  }
  if (!isGrouped) return draw(at)
  reading.budget.groups += 1
  const key = `group${reading.budget.groups}`
  const first = reading.paths.length
  // Kept now, so that groups stand in the order of their nesting.
  const group: DrawingGroup = at.group === undefined ? {} : { parent: at.group }
  reading.groups.set(key, group)
  if (draw({ ...at, group: key }) === 'too-large') return 'too-large'
  const paths = reading.paths.slice(first)
  const cut = paths.length === 0 ? 'unseen' : cutOut(paths, grouping)
  if (cut === 'too-large') return 'too-large'
  if (cut === 'unseen') {
    reading.paths.length = first
    for (const path of paths) if (path.group !== undefined) reading.groups.delete(path.group)
    reading.groups.delete(key)
    return 'done'
  }
  Object.assign(group, cut, opacity < 1 ? { opacity } : {})
  if (Object.keys(cut).length === 0) simplifyGroup(key, { paths, opacity, reading })
  return reading.groups.size > limits.groups ? 'too-large' : 'done'
}

/** A group that does nothing goes; one that only fades a single path becomes a property of it. */
function simplifyGroup(
  key: string,
  { paths, opacity, reading }: { paths: readonly DrawingPath[]; opacity: number; reading: Reading },
): void {
  const [path, ...others] = paths
  const isWhole = opacity === 1
  const isSingle = others.length === 0 && path?.group === key
  if (path === undefined || !(isWhole || isSingle)) return
  const parent = reading.groups.get(key)?.parent
  const adopt = (
    child: { group?: string | undefined; parent?: string | undefined },
    field: 'group' | 'parent',
  ) => {
    if (child[field] !== key) return
    if (parent === undefined) delete child[field]
    else child[field] = parent
  }
  for (const one of paths) adopt(one, 'group')
  for (const other of reading.groups.values()) adopt(other, 'parent')
  if (!isWhole) path.opacity = Math.round((path.opacity ?? 1) * opacity * 1000) / 1000
  reading.groups.delete(key)
}

type Cut = Pick<DrawingGroup, 'clips' | 'mask'>

function cutOut(paths: readonly DrawingPath[], grouping: Grouping): Cut | 'unseen' | 'too-large' {
  const { reading, at, find, box } = grouping
  const clips: DrawingClip[] = []
  if (box !== undefined) clips.push(...clipToBox(paths, at.matrix, box))
  const linked = findLinked(reading, find?.('clip-path'))
  if (linked === undefined && (find?.('clip-path') ?? 'none') !== 'none')
    reading.leftOut.add('clippings that are no shapes of the file')
  if (linked?.localName === 'clipPath') {
    const read = readClips(linked, paths, grouping)
    if (read === 'too-large') return read
    clips.push(...read)
  }
  // Nothing lies in a clip without shapes.
  if (clips.some((clip) => clip.paths.length === 0)) return 'unseen'
  const mask = findLinked(reading, find?.('mask'))
  const read = mask?.localName === 'mask' ? readMask(mask, paths, grouping) : undefined
  if (read === 'too-large' || read === 'unseen') return read
  return { ...(clips.length > 0 ? { clips } : {}), ...(read === undefined ? {} : { mask: read }) }
}

/** None where everything lies inside, so that most drawings need no layer. */
function clipToBox(paths: readonly DrawingPath[], matrix: Matrix, box: Bounds): DrawingClip[] {
  const bounds = measurePaths(paths, matrix)
  if (bounds === undefined) return []
  const inverse = invert(matrix) ?? identity
  const lines = paths.map(({ stroke, strokeWidth = 0, transform }) => {
    const [a = 1, b = 0, c = 0, d = 1] = multiply(inverse, transform ?? identity)
    return stroke === undefined ? 0 : (strokeWidth / 2) * Math.sqrt(Math.abs(a * d - b * c))
  })
  const reach = Math.max(...lines)
  const slack = 0.001 * Math.max(box.width, box.height)
  const isInside =
    bounds.x - reach >= box.x - slack &&
    bounds.y - reach >= box.y - slack &&
    bounds.x + bounds.width + reach <= box.x + box.width + slack &&
    bounds.y + bounds.height + reach <= box.y + box.height + slack
  if (isInside) return []
  const d = `M${box.x} ${box.y}h${box.width}v${box.height}h${-box.width}Z`
  return [{ paths: [{ d, transform: roundMatrix(matrix) }] }]
}

/** The box of paths of the drawing in the space of an element. */
function measurePaths(paths: readonly DrawingPath[], matrix: Matrix): Bounds | undefined {
  const inverse = invert(matrix)
  if (inverse === undefined) return undefined
  return measureBounds(
    paths.map(({ d, transform }) => ({ d, matrix: multiply(inverse, transform ?? identity) })),
  )
}

/** The clip and those that cut it. */
function readClips(
  element: Element,
  paths: readonly DrawingPath[],
  { reading, at, walkInside }: Grouping,
): DrawingClip[] | 'too-large' {
  const find = createFinder(element, reading.rules)
  const units = element.getAttribute('clipPathUnits')
  const own = multiply(at.matrix, readTransform(element.getAttribute('transform')))
  const matrix = multiply(
    own,
    units === 'objectBoundingBox' ? spanBox(measurePaths(paths, at.matrix)) : identity,
  )
  const inside: Reading = { ...reading, paths: [], groups: new Map(), isClip: true }
  const look = readLook(find, startLook)
  const depth = at.depth + 1
  if (walkInside(element, inside, { matrix, look, depth, view: at.view }) === 'too-large') return 'too-large'
  const clip = {
    paths: inside.paths.map(({ d, rule, transform }) => ({
      d,
      ...(rule === undefined ? {} : { rule }),
      ...(transform === undefined ? {} : { transform }),
    })),
  }
  const outer = findLinked(reading, find('clip-path'))
  if (outer?.localName !== 'clipPath') return [clip]
  if (depth > limits.depth) return 'too-large'
  const others = readClips(outer, paths, { reading, walkInside, at: { ...at, depth } })
  return others === 'too-large' ? others : [clip, ...others]
}

function readMask(
  element: Element,
  paths: readonly DrawingPath[],
  { reading, at, walkInside }: Grouping,
): DrawingGroup['mask'] | 'unseen' | 'too-large' {
  const find = createFinder(element, reading.rules)
  const isOfBox = element.getAttribute('maskContentUnits') === 'objectBoundingBox'
  const matrix = multiply(at.matrix, isOfBox ? spanBox(measurePaths(paths, at.matrix)) : identity)
  const inside: Reading = { ...reading, paths: [], groups: new Map() }
  const look = readLook(find, startLook)
  if (walkInside(element, inside, { matrix, look, depth: at.depth + 1, view: at.view }) === 'too-large')
    return 'too-large'
  if (inside.paths.length === 0) return 'unseen'
  const isCut = [...inside.groups.values()].some(({ clips, mask }) => clips ?? mask)
  if (isCut || (find('mask') ?? 'none') !== 'none') reading.leftOut.add('clippings and masks inside masks')
  const isAlpha = find('mask-type') === 'alpha'
  return { ...(isAlpha ? { alpha: true } : {}), paths: inside.paths.map((path) => flatten(path, inside)) }
}

/** With the opacity of its groups, which a mask does not keep. */
function flatten({ group, ...path }: DrawingPath, { groups }: Reading): DrawingPath {
  let { opacity = 1 } = path
  for (let key = group; key !== undefined; key = groups.get(key)?.parent)
    opacity *= groups.get(key)?.opacity ?? 1
  return opacity === 1 ? path : { ...path, opacity }
}
