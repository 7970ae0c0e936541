/** The pointer data of a gesture; modifiers as they are at that moment. */
export type PointerInput = {
  readonly clientX: number
  readonly clientY: number
  readonly shift: boolean
  readonly alt: boolean
  /** Ctrl or ⌘. */
  readonly command: boolean
}

/**
 * One drag from press to release. `update` runs at most once a frame and changes the DOM directly; the document changes
 * once, in `finish`. `cancel` restores everything.
 */
export interface Gesture {
  update(input: PointerInput): void
  finish(): void
  cancel(): void
}

export function readPointer(event: PointerEvent | MouseEvent): PointerInput {
  return {
    clientX: event.clientX,
    clientY: event.clientY,
    shift: event.shiftKey,
    alt: event.altKey,
    command: event.ctrlKey || event.metaKey,
  }
}
