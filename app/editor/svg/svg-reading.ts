import type { DrawingGradient, DrawingGroup, DrawingPath } from '#app/document/model/drawing-schema.ts'
import type { ReadColour } from './read-colour.ts'
import type { Look, StyleRules } from './svg-style.ts'
import type { Matrix } from './svg-transform.ts'

/** A gradient of the file, with what it takes from others. */
export type GradientSource = {
  type: 'linear' | 'radial'
  find(name: string): string | undefined
  stops: DrawingGradient['stops']
}

/** What was read of a file so far. */
export type Reading = {
  byId: ReadonlyMap<string, Element>
  rules: StyleRules
  readColour: ReadColour
  paths: DrawingPath[]
  groups: Map<string, DrawingGroup>
  gradients: Map<string, DrawingGradient>
  /** Keys of equal gradients, by their text. */
  gradientKeys: Map<string, string>
  /** Those of the file, by id. */
  gradientSources: Map<string, GradientSource | undefined>
  /** Kinds of content that are not drawn, in words. */
  leftOut: Set<string>
  /** Shared by the readings of one file. */
  budget: { visits: number; paths: number; dataLength: number; groups: number }
  /** Only the form of shapes is asked for, not their colours. */
  isClip: boolean
}

/** Where a walk through the file has come. */
export type Walk = {
  matrix: Matrix
  look: Look
  depth: number
  /** A group of the reading. */
  group?: string
  /** Lengths in per cent are shares of it. */
  view: { width: number; height: number }
  /** A symbol is drawn only where it is used. */
  use?: Element
}

export type Outcome = 'done' | 'too-large'

export const limits = {
  text: 1_000_000,
  paths: 1000,
  data: 300_000,
  depth: 40,
  /** Elements that are read, those of a used part as often as it is used. */
  visits: 10_000,
  groups: 200,
  gradients: 300,
}

/** True once an element more is more than a project holds. */
export function countVisit({ budget }: Reading, depth: number): boolean {
  budget.visits += 1
  return depth > limits.depth || budget.visits > limits.visits
}

/** The element of the file that a link such as `#name` or `url(#name)` means. */
export function findLinked({ byId }: Reading, link: string | null | undefined): Element | undefined {
  const id = /^(?:url\(\s*["']?)?#([^"')]+)/.exec(link?.trim() ?? '')?.[1]
  return id === undefined ? undefined : byId.get(id)
}

export const readLink = (element: Element): string | null =>
  element.getAttribute('href') ?? element.getAttribute('xlink:href')

/** A ten-thousandth of a unit is never seen, and shorter numbers keep projects small. */
export const roundMatrix = (matrix: Matrix): number[] => matrix.map((value) => Math.round(value * 1e5) / 1e5)
