import type { ScreenId } from '../model/ids.ts'
import { listOrdered } from '../model/ordered.ts'
import type { Screen } from '../model/schema.ts'
import { applyLayout, type LayoutContext } from './apply-layout.ts'
import type { Layout } from './layout.ts'
import { listNextFrames } from './next-frames.ts'

type Screens = Readonly<Record<ScreenId, Screen>>

/**
 * Lays one screen of a row out anew, and the one that follows where the layout covers two. Places without a capture take
 * those of the screens that follow. The last screen takes its part of such a layout alone.
 */
export function applyLayoutInRow(
  screens: Screens,
  { screenId, layout }: { screenId: ScreenId; layout: Layout },
  context: Omit<LayoutContext, 'nextFrames'>,
): Screens {
  const screen = screens[screenId]
  if (screen === undefined) return screens
  const nextFrames = listNextFrames(screens, screenId)
  const laid = { ...screens, [screenId]: applyLayout(screen, layout, { ...context, nextFrames }) }
  const inOrder = listOrdered<ScreenId, Screen>(screens)
  const after = inOrder[inOrder.findIndex(({ id }) => id === screenId) + 1]
  if (layout.next === undefined || after === undefined) return laid
  if (after.item.orientation !== screen.orientation) return laid
  return { ...laid, [after.id]: applyLayout(after.item, { ...layout.next, keepsDevices: true }, context) }
}
