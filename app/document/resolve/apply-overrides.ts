import type { ElementId } from '../model/ids.ts'
import type { Element, Overrides, Screen } from '../model/schema.ts'
import { mergeFields } from './merge-fields.ts'

/** Fields of an override that are no fields of a screen, or already in its layout. */
const notFields = new Set(['elements', 'hidden', 'orientation'])

/** A derived screen with what its size overrides, and the elements of its own. */
export function applyOverrides(derived: Screen, overrides: Overrides): Screen {
  const fields = Object.fromEntries(Object.entries(overrides).filter(([key]) => !notFields.has(key)))
  const elements: Record<ElementId, Element> = { ...derived.elements }
  for (const [key, override] of Object.entries(overrides.elements ?? {})) {
    const id = key as ElementId
    const element = derived.elements[id]
    if (override === null) delete elements[id]
    else if (isOwnElement(override)) elements[id] = override
    else if (element !== undefined) elements[id] = mergeFields(element, override) as Element
  }
  return { ...(mergeFields(derived, fields) as Screen), elements }
}

/** An override without a type changes an element of the master. */
export function isOwnElement(override: unknown): override is Element {
  return typeof override === 'object' && override !== null && 'type' in override
}
