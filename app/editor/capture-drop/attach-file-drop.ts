import type { ElementId, ScreenId } from '#app/document/model/ids.ts'
import type { CaptureTarget, PicturePlace } from './capture-drop-context.ts'

/** The device or picture under the pointer, and the screen. */
export type DropTarget = {
  target: CaptureTarget | undefined
  kind: 'frame' | 'image' | undefined
  place: PicturePlace | undefined
}

type FileDropOptions = {
  onOver: (over: boolean, kind: DropTarget['kind']) => void
  /** Reads `dropped` before its first await. */
  onDrop: (dropped: DataTransfer, on: Omit<DropTarget, 'kind'>) => Promise<void>
}

/** Files dragged over the editor: shows their target, without React while the pointer moves. */
export function attachFileDrop(root: HTMLElement, { onOver, onDrop }: FileDropOptions): () => void {
  const controller = new AbortController()
  const { signal } = controller
  let depth = 0
  let marked: HTMLElement | undefined

  const mark = (box: HTMLElement | undefined) => {
    if (box === marked) return
    marked?.removeAttribute('data-drop')
    box?.setAttribute('data-drop', '')
    marked = box
    onOver(true, box?.dataset.elementType as DropTarget['kind'])
  }
  const leave = () => {
    depth = 0
    marked?.removeAttribute('data-drop')
    marked = undefined
    onOver(false, undefined)
  }

  root.addEventListener(
    'dragenter',
    (event) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      depth += 1
      if (depth === 1) onOver(true, undefined)
    },
    { signal },
  )
  root.addEventListener(
    'dragover',
    (event) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy'
      mark(findBox(event))
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
      const on = { target: targetOf(findBox(event)), place: placeOf(event) }
      leave()
      // Read within the event: `dataTransfer` is emptied afterwards.
      if (event.dataTransfer !== null) void onDrop(event.dataTransfer, on)
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

const nodesAt = ({ clientX, clientY }: DragEvent) =>
  document
    .elementsFromPoint(clientX, clientY)
    .filter((node): node is HTMLElement => node instanceof HTMLElement)

/** A picture that is locked, as one behind everything, lets the device under it take the file. */
function findBox(event: DragEvent): HTMLElement | undefined {
  return nodesAt(event).find(
    ({ dataset }) =>
      dataset.elementType === 'frame' || (dataset.elementType === 'image' && dataset.locked === undefined),
  )
}

function placeOf(event: DragEvent): PicturePlace | undefined {
  const artboard = nodesAt(event)
    .map((node) => node.closest<HTMLElement>('[data-artboard]'))
    .find((node) => node !== null)
  const screenId = artboard?.dataset.artboard as ScreenId | undefined
  if (artboard === null || artboard === undefined || screenId === undefined) return undefined
  const { left, top, width } = artboard.getBoundingClientRect()
  return { screenId, at: { x: (event.clientX - left) / width, y: (event.clientY - top) / width } }
}

function targetOf(box: HTMLElement | undefined): CaptureTarget | undefined {
  const screenId = box?.closest<HTMLElement>('[data-artboard]')?.dataset.artboard as ScreenId | undefined
  const elementId = box?.dataset.elementId as ElementId | undefined
  return screenId === undefined || elementId === undefined ? undefined : { screenId, elementId }
}
