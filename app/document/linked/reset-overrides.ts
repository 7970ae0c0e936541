import type { ScreenRef } from '../edits/edit-screen.ts'
import type { ElementId } from '../model/ids.ts'
import type { LinkedScreen, Overrides, ProjectDocument } from '../model/schema.ts'
import { isLinked } from '../model/screen-link.ts'
import { isFields } from '../resolve/merge-fields.ts'

/** Fields of a screen or element: `x`, or `style.size` for one of a group. */
export type FieldName = string

export type ResetRef = ScreenRef & {
  /** Absent: the screen itself. */
  elementId?: ElementId | undefined
  /** Absent: all of the element, or of the screen and its elements. */
  fields?: readonly FieldName[] | undefined
}

/** Lets a linked screen, an element of it or some of its fields follow the master again. */
export function resetOverrides(project: ProjectDocument, ref: ResetRef): ProjectDocument {
  const { canvasSizeId, screenId } = ref
  const row = project.screensByCanvasSize[canvasSizeId]
  const link = row?.[screenId]
  if (row === undefined || link === undefined || !isLinked(link)) return project
  const reset = resetLink(link, ref)
  if (reset === link) return project
  const screensByCanvasSize = {
    ...project.screensByCanvasSize,
    [canvasSizeId]: { ...row, [screenId]: reset },
  }
  return { ...project, screensByCanvasSize }
}

function resetLink(link: LinkedScreen, { elementId, fields }: ResetRef): LinkedScreen {
  if (elementId === undefined && fields === undefined) {
    const { order: _own, ...rest } = link
    return { ...rest, overrides: {} }
  }
  const { elements = {}, ...own } = link.overrides
  if (elementId === undefined)
    return { ...link, overrides: withElements(dropFields(own, fields ?? []), elements) }
  const override = elements[elementId]
  if (override === undefined) return link
  const left = override === null || fields === undefined ? {} : dropFields(override, fields)
  const { [elementId]: _reset, ...others } = elements
  const kept = Object.keys(left).length === 0 ? others : { ...elements, [elementId]: left }
  return { ...link, overrides: withElements(own, kept as NonNullable<Overrides['elements']>) }
}

function withElements(own: Overrides, elements: NonNullable<Overrides['elements']>): Overrides {
  return Object.keys(elements).length === 0 ? own : { ...own, elements }
}

function dropFields<Fields extends Readonly<Record<string, unknown>>>(
  fields: Fields,
  names: readonly FieldName[],
): Fields {
  const left: Record<string, unknown> = { ...fields }
  for (const name of names) {
    const [first = '', second] = name.split('.')
    const group = left[first]
    if (second === undefined || !isFields(group)) delete left[first]
    else {
      const { [second]: _dropped, ...rest } = group
      if (Object.keys(rest).length === 0) delete left[first]
      else left[first] = rest
    }
  }
  return left as Fields
}

/** True where one of the fields is other than the master's; without fields, where anything of the element is. */
export function isOverridden(
  overrides: Overrides,
  elementId: ElementId | undefined,
  fields?: readonly FieldName[],
): boolean {
  const values: unknown = elementId === undefined ? overrides : overrides.elements?.[elementId]
  if (!isFields(values)) return false
  if (fields === undefined) return Object.keys(values).length > 0
  return fields.some((name) => {
    const [first = '', second] = name.split('.')
    const group = values[first]
    return second === undefined ? group !== undefined : isFields(group) && group[second] !== undefined
  })
}
