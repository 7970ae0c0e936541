import { createHash, randomUUID } from 'node:crypto'
import canonicalize from 'canonicalize'
import { toProjectData } from '#app/document/model/project-data.ts'
import { createSample } from '#tests/factories/generate-project.ts'

const NAME = 'Under load'
/** Placeholder for the edited number; unique in a project. */
const MARK = 0.123456789

/** A typical edit: moves one element of an ordinary project a little. */
export type LoadDocument = {
  name: string
  /** The whole project with the element at `value`, as JSON. */
  toDataJson(value: number): string
  /** Name and data as the canonical text, which is how the product sends a whole project. */
  toText(value: number): string
  toHash(value: number): string
  toChange(value: number): { label: string; ops: { op: 'set'; path: string[]; after: number }[] }
  readValue(data: unknown): unknown
  sizeBytes: number
}

/**
 * The texts around the edited number are made once: the simulated devices must not compete with the server for the processor
 * more than they have to.
 */
export function createLoadDocument(): LoadDocument {
  const project = createSample()
  const path = findElementPath(project)
  const data: Record<string, unknown> = structuredClone(toProjectData(project))
  // Not part of the hashed content: the view of one device.
  delete data.view
  const element = path.reduce<Record<string, unknown>>((at, key) => at[key] as Record<string, unknown>, data)
  element.x = MARK
  const json = split(JSON.stringify(data))
  const canonical = split(canonicalize({ data, name: NAME }) ?? '')
  return {
    name: NAME,
    toDataJson: (value) => json[0] + value + json[1],
    toText: (value) => canonical[0] + value + canonical[1],
    toHash: (value) =>
      createHash('sha256').update(canonical[0]).update(String(value)).update(canonical[1]).digest('hex'),
    toChange: (value) => ({ label: 'Move', ops: [{ op: 'set', path: [...path, 'x'], after: value }] }),
    readValue: (stored) =>
      [...path, 'x'].reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], stored),
    sizeBytes: json[0].length + json[1].length,
  }
}

function findElementPath(project: ReturnType<typeof createSample>): string[] {
  for (const [size, screens] of Object.entries(project.screensByCanvasSize)) {
    for (const [screenId, screen] of Object.entries(screens)) {
      const [elementId] = Object.keys(screen.elements)
      if (elementId !== undefined) return ['screensByCanvasSize', size, screenId, 'elements', elementId]
    }
  }
  throw new Error('The sample project has no element to move.')
}

function split(text: string): [string, string] {
  const [before = '', after = ''] = text.split(String(MARK))
  return [before, after]
}

export const createId = () => randomUUID()
