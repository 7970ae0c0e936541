import type {
  Element,
  FrameElement,
  ImageElement,
  Project,
  ShapeElement,
  TextElement,
} from '../model/schema.ts'
import { type ElementRef, type ElementsRef, editElements } from './edit-screen.ts'

/** Fields to replace, whole; `undefined` removes an optional field. The type never changes. */
export type ElementPatch = Undefinable<FrameElement | TextElement | ImageElement | ShapeElement>
type Undefinable<Item> = Item extends unknown ? { [Key in keyof Item]?: Item[Key] | undefined } : never

export function updateElement(project: Project, ref: ElementRef & { patch: ElementPatch }): Project {
  return editElements(project, { ...ref, elementIds: [ref.elementId] }, (element) =>
    patchElement(element, ref.patch),
  )
}

/** Positions of dragged elements are clamped to the numbers the schema allows. */
const farthest = 100

/** Moves by fractions of the canvas width. Locked elements stay. */
export function moveElements(project: Project, ref: ElementsRef & { dx: number; dy: number }): Project {
  if (ref.dx === 0 && ref.dy === 0) return project
  return editElements(project, ref, (element) =>
    element.locked
      ? element
      : { ...element, x: clampLength(element.x + ref.dx), y: clampLength(element.y + ref.dy) },
  )
}

function patchElement(element: Element, patch: ElementPatch): Element {
  const patched: Record<string, unknown> = { ...element, ...patch, type: element.type }
  for (const key of Object.keys(patch)) if (patched[key] === undefined) delete patched[key]
  return patched as Element
}

function clampLength(length: number): number {
  return Math.min(Math.max(length, -farthest), farthest)
}
