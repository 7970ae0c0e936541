import type { CanvasSizeId, ScreenId } from '../model/ids.ts'
import type { LinkedScreen, ProjectDocument, StoredScreen } from '../model/schema.ts'
import { isLinked } from '../model/screen-link.ts'
import type { Json, Path } from './change.ts'
import { isSame } from './is-same.ts'

type Place = readonly [size: string, id: string]
/** A conflict record's entry. */
type Kept = { path: Path; kept?: Json; lostSide: 'earlier' | 'later' }
type Sides = Readonly<Record<'earlier' | 'later', ProjectDocument>>

/**
 * Keeps every screen that a linked one of the merged document follows: where one side removed a screen and the other
 * overrides a part of it in another size, that is an edit of the screen, and an edit beats a delete. Without this, two
 * devices could each link a size to the other's, and both would be left without content.
 */
export function keepMasters<Document extends ProjectDocument>(
  merged: Document,
  sides: Sides,
  conflicts: Kept[],
): Document {
  let kept = merged
  const keep = (place: Place, link: LinkedScreen) => {
    const master: Place = [link.linkedTo.canvasSizeId, link.linkedTo.screenId]
    if (find(kept, master) !== undefined) return
    const lostSide = find(sides.later, master) === undefined ? 'later' : 'earlier'
    const screen = find(sides.later, master) ?? find(sides.earlier, master)
    // A side that removed the screen and kept this link knew what it did: its row follows an empty one.
    if (screen === undefined || isSame(find(sides[lostSide], place) as Json | undefined, link as Json)) return
    const { screensByCanvasSize: sizes } = kept
    const [size, id] = master as [CanvasSizeId, ScreenId]
    kept = { ...kept, screensByCanvasSize: { ...sizes, [size]: { ...sizes[size], [id]: screen } } }
    conflicts.push({ path: ['screensByCanvasSize', ...master], kept: screen as Json, lostSide })
    // It may follow a screen that is gone as well.
    if (isLinked(screen)) keep(master, screen)
  }
  for (const [size, row] of Object.entries(merged.screensByCanvasSize)) {
    for (const [id, screen] of Object.entries<StoredScreen>(row))
      if (isLinked(screen)) keep([size, id], screen)
  }
  return kept
}

function find(project: ProjectDocument, [size, id]: Place): StoredScreen | undefined {
  const sizes: Readonly<Record<string, Readonly<Record<string, StoredScreen>>>> = project.screensByCanvasSize
  return sizes[size]?.[id]
}
