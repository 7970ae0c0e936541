import { pickLayers } from '#app/document/edits/copy-layers.ts'
import type { ElementId, ScreenId } from '#app/document/model/ids.ts'
import type { Screen } from '#app/document/model/schema.ts'
import type { CopiedElements } from './read-clipboard.ts'

type Row = ReadonlyArray<{ readonly id: ScreenId; readonly item: Screen }>
type Selections = ReadonlyArray<{ readonly screenId: ScreenId; readonly elementIds: readonly ElementId[] }>

/** The selected elements of every screen, with the place of each screen from the first of the selections. */
export function planCopy(
  row: Row,
  selections: Selections,
  heightOf: (screen: Screen) => number,
): CopiedElements['screens'] {
  const found = selections.flatMap(({ screenId, elementIds }) => {
    const at = row.findIndex(({ id }) => id === screenId)
    const screen = row[at]?.item
    if (screen === undefined) return []
    const { elements, groups } = pickLayers(screen, elementIds)
    return Object.keys(elements).length === 0
      ? []
      : [{ at, elements, groups, canvasHeight: heightOf(screen) }]
  })
  const home = found[0]?.at ?? 0
  return found
    .map(({ at, ...layers }) => ({ place: at - home, ...layers }))
    .sort((a, b) => a.place - b.place) as CopiedElements['screens']
}
