import type { ElementId, ScreenId } from '#app/document/model/ids.ts'
import type { CaptureTarget, FileOrigin } from './capture-drop-context.ts'
import { type DropKind, planDrop } from './plan-drop.ts'

type FileDropOptions = {
  onOver: (over: boolean, kind: DropKind) => void
  /** Reads `dropped` before its first await. */
  onDrop: (dropped: DataTransfer, target: CaptureTarget | undefined, origin: FileOrigin) => Promise<void>
}

/** Files dragged over the editor: shows their target, without React while the pointer moves. */
export function attachFileDrop(root: HTMLElement, { onOver, onDrop }: FileDropOptions): () => void {
  const controller = new AbortController()
  const { signal } = controller
  let depth = 0
  let marked: HTMLElement | undefined

  const mark = (event: DragEvent) => {
    const under = findBox(event)
    const kind = planDrop(under?.dataset.elementType as 'frame' | 'image' | undefined, [
      ...(event.dataTransfer?.items ?? []),
    ])
    const box = kind === 'screens' ? undefined : under
    if (box === marked) return
    marked?.removeAttribute('data-drop')
    box?.setAttribute('data-drop', '')
    marked = box
    onOver(true, kind)
  }
  const leave = () => {
    depth = 0
    marked?.removeAttribute('data-drop')
    marked = undefined
    onOver(false, 'screens')
  }

  root.addEventListener(
    'dragenter',
    (event) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      depth += 1
      if (depth === 1) onOver(true, 'screens')
    },
    { signal },
  )
  root.addEventListener(
    'dragover',
    (event) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy'
      mark(event)
    },
    { signal },
  )
  root.addEventListener(
    'dragleave',
    (event) => {
      if (!carriesFiles(event)) return
      depth -= 1
      if (depth <= 0) leave()
    },
    { signal },
  )
  root.addEventListener(
    'drop',
    (event) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      const target = targetOf(findBox(event))
      const origin: FileOrigin = { at: { x: event.clientX, y: event.clientY } }
      leave()
      // Read within the event: `dataTransfer` is emptied afterwards.
      if (event.dataTransfer !== null) void onDrop(event.dataTransfer, target, origin)
    },
    { signal },
  )
  return () => {
    leave()
    controller.abort()
  }
}

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false
}

/** A picture that is locked, as one behind everything, lets the device under it take the file. */
function findBox(event: DragEvent): HTMLElement | undefined {
  return document
    .elementsFromPoint(event.clientX, event.clientY)
    .find(
      (node): node is HTMLElement =>
        node instanceof HTMLElement &&
        (node.dataset.elementType === 'frame' ||
          (node.dataset.elementType === 'image' && node.dataset.locked === undefined)),
    )
}

function targetOf(box: HTMLElement | undefined): CaptureTarget | undefined {
  const screenId = box?.closest<HTMLElement>('[data-artboard]')?.dataset.artboard as ScreenId | undefined
  const elementId = box?.dataset.elementId as ElementId | undefined
  return screenId === undefined || elementId === undefined ? undefined : { screenId, elementId }
}
