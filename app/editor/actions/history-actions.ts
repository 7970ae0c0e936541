import { flushSync } from 'react-dom'
import type { EditorController } from '../state/editor-controller.ts'
import { flushBursts } from '../state/use-burst.ts'

/** Nothing is taken back under a hand that drags; steps that have not come to rest are taken back as well. */
export function undo({ session, readOnly, pointers }: EditorController): void {
  if (readOnly || pointers.isHeld()) return
  // Rendered in between: a field that is stepped and taken back at once would go on showing the step.
  flushSync(flushBursts)
  session.undo()
}

export function redo({ session, readOnly, pointers }: EditorController): void {
  if (readOnly || pointers.isHeld()) return
  flushSync(flushBursts)
  session.redo()
}
