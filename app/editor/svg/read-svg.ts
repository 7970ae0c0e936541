import { type Drawing, drawingSchema } from '#app/document/model/drawing-schema.ts'
import { createColourReader } from './read-colour.ts'
import { walkGroup } from './svg-groups.ts'
import { limits, type Reading, type Walk } from './svg-reading.ts'
import { createFinder, readLook, readStyles, startLook } from './svg-style.ts'
import { readRootView } from './svg-view.ts'
import { walkInside } from './walk-svg.ts'

export type SvgResult =
  | {
      kind: 'ok'
      drawing: Drawing
      /** Kinds of content that were left out, in words. */
      leftOut: readonly string[]
    }
  | { kind: 'refused'; message: string }

/**
 * Reads an SVG file into paths, colours, gradients, clips and masks. Nothing else of it is kept: no scripts, handlers, links, fonts or pictures, so
 * that the drawing is safe wherever the project goes. Files that would grow beyond what a project holds are refused.
 */
export function readSvg(text: string, fileName: string): SvgResult {
  const refuse = (why: string): SvgResult => ({ kind: 'refused', message: `“${fileName}” ${why}` })
  if (text.length > limits.text)
    return refuse('is larger than 1 MB of text. Simplify the drawing, or add it as a PNG.')
  // Entities can be nested until they fill the memory; no drawing program writes them.
  if (/<!ENTITY/i.test(text))
    return refuse('defines entities, which are not read. Save it again as plain SVG.')
  const root = new DOMParser().parseFromString(withoutHandlers(text), 'image/svg+xml').documentElement
  const isBroken = root.localName !== 'svg' || root.querySelector('parsererror') !== null
  if (isBroken) return refuse('is no SVG file, or it is damaged. Save it again in your drawing program.')
  const { x, y, ...view } = readRootView(root)
  const reading: Reading = {
    byId: indexById(root),
    rules: readStyles(root),
    readColour: createColourReader(),
    paths: [],
    groups: new Map(),
    gradients: new Map(),
    gradientKeys: new Map(),
    gradientSources: new Map(),
    leftOut: new Set(),
    budget: { visits: 0, paths: 0, dataLength: 0, groups: 0 },
    isClip: false,
  }
  const look = readLook(createFinder(root, reading.rules), startLook)
  const start: Walk = { matrix: [1, 0, 0, 1, -x, -y], look, depth: 0, view }
  // What lies beyond the view is not seen in a browser either.
  const box = { x, y, ...view }
  const outcome = walkGroup({ reading, at: start, walkInside, box }, (at) => walkInside(root, reading, at))
  if (outcome === 'too-large')
    return refuse('has too many or too long paths for a project. Simplify the drawing, or add it as a PNG.')
  if (reading.paths.length === 0)
    return refuse('has no shape that can be drawn. Convert texts and pictures to paths, or add it as a PNG.')
  const checked = drawingSchema.safeParse({ ...view, ...listDrawn(reading) })
  if (!checked.success)
    return refuse('has lengths or numbers that cannot be drawn. Save it again in your drawing program.')
  return { kind: 'ok', drawing: checked.data, leftOut: [...reading.leftOut] }
}

function listDrawn({ paths, groups, gradients }: Reading): Pick<Drawing, 'paths' | 'groups' | 'gradients'> {
  return {
    paths,
    ...(groups.size === 0 ? {} : { groups: Object.fromEntries(groups) }),
    ...(gradients.size === 0 ? {} : { gradients: Object.fromEntries(gradients) }),
  }
}

/** They would not run, but the browser would report that it stopped them. */
function withoutHandlers(text: string): string {
  return text.replaceAll(/\son\w+\s*=\s*(?:"[^"]*"|'[^']*')/gi, '')
}

/** The first of an id; looked for in the file it would be searched again for each use. */
function indexById(root: Element): ReadonlyMap<string, Element> {
  return new Map([...root.querySelectorAll('[id]')].reverse().map((element) => [element.id, element]))
}
