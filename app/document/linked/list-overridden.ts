import type { ElementId } from '../model/ids.ts'
import type { Overrides } from '../model/schema.ts'
import { isOwnElement } from '../resolve/apply-overrides.ts'
import { isFields, sparseGroups } from '../resolve/merge-fields.ts'

/** The names of what is overridden, `style.size` for one of a group; places count as one. */
export function listOverridden(overrides: Overrides, elementId: ElementId | undefined): readonly string[] {
  const values: unknown = elementId === undefined ? overrides : overrides.elements?.[elementId]
  if (!isFields(values) || isOwnElement(values)) return []
  return Object.entries(values).flatMap(([key, value]) => {
    if (elementId === undefined && (key === 'elements' || key === 'hidden')) return []
    return sparseGroups.has(key) && isFields(value)
      ? Object.keys(value).map((member) => `${key}.${member}`)
      : [key]
  })
}

/** Master's elements that the screen leaves out. */
export function listLeftOut(overrides: Overrides): readonly ElementId[] {
  return Object.entries(overrides.elements ?? {}).flatMap(([id, value]) =>
    value === null ? [id as ElementId] : [],
  )
}
