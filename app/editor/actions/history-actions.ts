import { flushSync } from 'react-dom'
import type { EditorController } from '../state/editor-controller.ts'
import { flushBursts } from '../state/use-burst.ts'

/** Undo and redo do nothing during a drag; pending steps are committed first, so that they are undone as well. */
export function undo({ session, readOnly, pointers }: EditorController): void {
  if (readOnly || pointers.isHeld()) return
  // Rendered in between: a field that is stepped and undone in one render would keep showing the step.
  flushSync(flushBursts)
  session.undo()
}

export function redo({ session, readOnly, pointers }: EditorController): void {
  if (readOnly || pointers.isHeld()) return
  flushSync(flushBursts)
  session.redo()
}
