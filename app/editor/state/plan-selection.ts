import type { ElementId, ScreenId } from '#app/document/model/ids.ts'
import { type Layered, listGroupMembers, listGroupPath } from '#app/document/model/layer-tree.ts'
import type { EditorUi, ScreenSelection } from './selection-state.ts'

type Selected = Pick<EditorUi, 'screenId' | 'selectedIds' | 'alsoSelected'>
export type RowSelection = {
  screenId: ScreenId
  elementIds: readonly ElementId[]
  also: readonly ScreenSelection[]
}

/**
 * The elements that a click on one means: its outermost group, or, inside a group of which a part is selected already,
 * the layer in it.
 */
export function planGroupClick(
  screen: Layered,
  elementId: ElementId,
  selectedIds: readonly ElementId[],
): readonly ElementId[] {
  for (const groupId of listGroupPath(screen, screen.elements[elementId]?.groupId)) {
    const members = listGroupMembers(screen, groupId)
    const isInside =
      selectedIds.length > 0 &&
      selectedIds.length < members.length &&
      selectedIds.every((id) => members.includes(id))
    if (!isInside) return members
  }
  return [elementId]
}

/** With Shift, elements of any screen are added to the selection or leave it; else they are all that is selected. */
export function planRowSelection(
  now: Selected,
  clicked: { screenId: ScreenId; elementIds: readonly ElementId[] },
  additive: boolean,
): RowSelection {
  const { screenId, elementIds } = clicked
  if (!additive) return { screenId, elementIds, also: [] }
  const rows = listRows(now)
  const before = rows.find((row) => row.screenId === screenId)?.elementIds ?? []
  const isThere = elementIds.every((id) => before.includes(id))
  const after = isThere
    ? before.filter((id) => !elementIds.includes(id))
    : [...before, ...elementIds.filter((id) => !before.includes(id))]
  const others = rows.filter((row) => row.screenId !== screenId)
  const isCurrent = now.screenId === screenId || !others.some((row) => row.screenId === now.screenId)
  return joinRows(
    isCurrent ? [{ screenId, elementIds: after }, ...others] : [...others, { screenId, elementIds: after }],
    screenId,
  )
}

/** What a marquee touched, screen by screen; with Shift besides what was selected. */
export function planRowMarquee(
  now: Selected,
  touched: readonly ScreenSelection[],
  { additive, from }: { additive: boolean; from: ScreenId },
): RowSelection {
  const kept = additive ? listRows(now) : []
  const ids = [...new Set([...kept, ...touched].map(({ screenId }) => screenId))]
  const rows = ids.map((screenId) => ({
    screenId,
    elementIds: [
      ...new Set([...kept, ...touched].flatMap((row) => (row.screenId === screenId ? row.elementIds : []))),
    ],
  }))
  return joinRows(
    [...rows].sort((a, b) => Number(b.screenId === from) - Number(a.screenId === from)),
    from,
  )
}

function listRows({ screenId, selectedIds, alsoSelected }: Selected): readonly ScreenSelection[] {
  return screenId === undefined || selectedIds.length === 0
    ? alsoSelected
    : [{ screenId, elementIds: selectedIds }, ...alsoSelected]
}

function joinRows(rows: readonly ScreenSelection[], otherwise: ScreenId): RowSelection {
  const [first, ...also] = rows.filter(({ elementIds }) => elementIds.length > 0)
  return first === undefined
    ? { screenId: otherwise, elementIds: [], also: [] }
    : { screenId: first.screenId, elementIds: first.elementIds, also }
}
