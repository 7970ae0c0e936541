import type { ElementId, ScreenId } from '#app/document/model/ids.ts'
import { readKeys } from '#app/ui/keyboard/read-keys.ts'
import { planClickSelection } from '../geometry/plan-selection.ts'
import type { HandleName } from '../overlay/handles.ts'
import { findCanvasPx } from '../state/canvas-px.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { attachZoom } from './attach-zoom.ts'
import { type Gesture, type PointerInput, readPointer } from './gesture.ts'
import type { GestureStart } from './gesture-start.ts'
import { startMarquee } from './marquee-gesture.ts'
import { startMove } from './move-gesture.ts'
import { startPan } from './pan-gesture.ts'
import { startResize } from './resize-gesture.ts'
import { startRotate } from './rotate-gesture.ts'

/** A press becomes a drag after this distance; before, it is a click. */
const dragDistancePx = { mouse: 3, touch: 8 } as const

type Press = {
  pointerId: number
  pointerType: string
  from: PointerInput
  /** Called when the press becomes a drag. */
  begin: () => Gesture | undefined
  /** Called when the press ends as a click. */
  click: () => void
  gesture?: Gesture | undefined
}

/** All pointer events of the stage; one listener serves every box and handle. Returns the function that detaches it. */
export function attachGestures(stage: HTMLElement, editor: EditorController): () => void {
  let press: Press | undefined
  let latest: PointerInput | undefined
  let frame = 0
  let spaceHeld = false
  const controller = new AbortController()
  const { signal } = controller

  const runFrame = () => {
    frame = 0
    if (latest !== undefined) press?.gesture?.update(latest)
    latest = undefined
  }
  const endDrag = () => {
    cancelAnimationFrame(frame)
    frame = 0
    latest = undefined
    press = undefined
    delete stage.dataset.dragging
  }
  const cancel = () => {
    press?.gesture?.cancel()
    endDrag()
  }

  stage.addEventListener(
    'pointerdown',
    (event) => {
      if (press !== undefined || (event.button !== 0 && event.button !== 1)) return
      press = planPress({ stage, editor, event, panning: spaceHeld || event.button === 1 })
      if (press !== undefined && (spaceHeld || event.button === 1)) event.preventDefault()
    },
    { signal },
  )
  stage.addEventListener(
    'pointermove',
    (event) => {
      if (press === undefined || event.pointerId !== press.pointerId) return
      const input = readPointer(event)
      if (press.gesture === undefined) {
        if (!isDrag(press, input)) return
        press.gesture = press.begin()
        if (press.gesture === undefined) return endDrag()
        stage.setPointerCapture(event.pointerId)
        stage.dataset.dragging = ''
      }
      latest = input
      if (frame === 0) frame = requestAnimationFrame(runFrame)
    },
    { signal },
  )
  stage.addEventListener(
    'pointerup',
    (event) => {
      if (press === undefined || event.pointerId !== press.pointerId) return
      const { gesture, click } = press
      if (gesture === undefined) click()
      else {
        gesture.update(readPointer(event))
        gesture.finish()
      }
      endDrag()
    },
    { signal },
  )
  stage.addEventListener('pointercancel', cancel, { signal })
  stage.addEventListener('lostpointercapture', () => press?.gesture && cancel(), { signal })
  stage.addEventListener('dblclick', (event) => startTypingAt(editor, event), { signal })
  window.addEventListener('blur', cancel, { signal })
  window.addEventListener(
    'keydown',
    (event) => {
      if (press?.gesture !== undefined && !modifiers.has(event.key)) {
        // During a drag only Escape works: Delete on a focused button would remove the dragged element.
        if (event.key === 'Escape') cancel()
        event.stopImmediatePropagation()
        if (!isOfBrowser(event)) event.preventDefault()
        return
      }
      if (event.key === ' ' && isStageKey(event)) {
        spaceHeld = true
        stage.dataset.pannable = ''
        if (event.target === document.body) event.preventDefault()
      }
    },
    { signal, capture: true },
  )
  window.addEventListener(
    'keyup',
    (event) => {
      if (event.key !== ' ') return
      spaceHeld = false
      delete stage.dataset.pannable
    },
    { signal },
  )
  const detachZoom = attachZoom(stage, editor)
  return () => {
    cancel()
    detachZoom()
    controller.abort()
  }
}

const modifiers = new Set(['Shift', 'Control', 'Alt', 'Meta', 'AltGraph'])

/** Reload, new tab and similar shortcuts, which no page should block. */
function isOfBrowser(event: KeyboardEvent): boolean {
  return /^F\d/.test(event.key) || /^mod\+(shift\+)?[rtwnlq]$/.test(readKeys(event))
}

function isStageKey(event: KeyboardEvent): boolean {
  return (
    event.target === document.body ||
    (event.target instanceof Element && event.target.matches('[data-element-id], [data-focus-home]'))
  )
}

function isDrag({ from, pointerType }: Press, now: PointerInput): boolean {
  const far = pointerType === 'touch' ? dragDistancePx.touch : dragDistancePx.mouse
  return Math.hypot(now.clientX - from.clientX, now.clientY - from.clientY) >= far
}

type PressInput = { stage: HTMLElement; editor: EditorController; event: PointerEvent; panning: boolean }

function planPress({ stage, editor, event, panning }: PressInput): Press | undefined {
  const target = event.target instanceof Element ? event.target : stage
  const from = readPointer(event)
  const shared = { pointerId: event.pointerId, pointerType: event.pointerType, from }
  const nothing = () => undefined
  if (panning) return { ...shared, begin: () => startPan(stage, from), click: nothing }
  if (target.closest('textarea, [data-screen-name]') !== null) return undefined

  const artboard = target.closest<HTMLElement>('[data-artboard]')
  const screenId = (artboard?.dataset.artboard ?? editor.ui.get().screenId) as ScreenId | undefined
  const start = screenId === undefined ? undefined : gatherStart(editor, screenId, from)
  const handle = target.closest<HTMLElement>('[data-handle]')?.dataset.handle
  const selected = editor.ui.get().selectedIds[0]
  if (handle !== undefined && start !== undefined && selected !== undefined) {
    const begin = () =>
      handle === 'rotate' ? startRotate(start, selected) : startResize(start, selected, handle as HandleName)
    return { ...shared, begin, click: nothing }
  }

  const box = target.closest<HTMLElement>('[data-element-id]')
  const elementId = box?.dataset.elementId as ElementId | undefined
  if (elementId !== undefined && start !== undefined) return pressElement({ shared, start, elementId })
  if (target.closest('button') !== null) return undefined

  const click = () => {
    if (artboard !== null && screenId !== undefined) editor.selectScreen(screenId)
    else if (screenId !== undefined) editor.selectElements(screenId, [])
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  }
  if (event.pointerType === 'touch' || start === undefined) return { ...shared, begin: nothing, click }
  return { ...shared, begin: () => startMarquee(stage, start), click }
}

function pressElement({
  shared,
  start,
  elementId,
}: {
  shared: Pick<Press, 'pointerId' | 'pointerType' | 'from'>
  start: GestureStart
  elementId: ElementId
}): Press {
  const { editor, screen } = start
  const { selectedIds, screenId } = editor.ui.get()
  const already = screenId === screen.id && selectedIds.includes(elementId)
  const current = screenId === screen.id ? selectedIds : []
  if (!already || shared.from.shift)
    editor.selectElements(screen.id, planClickSelection(current, elementId, shared.from.shift))
  // A finger on an unselected element selects it; only selected elements can be dragged, the rest scrolls.
  const mayDrag = !editor.readOnly && (shared.pointerType !== 'touch' || already)
  return {
    ...shared,
    begin: () => (mayDrag ? startMove(start) : undefined),
    click: () => {
      if (already && !shared.from.shift && selectedIds.length > 1)
        editor.selectElements(screen.id, [elementId])
    },
  }
}

function gatherStart(
  editor: EditorController,
  screenId: ScreenId,
  from: PointerInput,
): GestureStart | undefined {
  const { canvasSizeId } = editor.ui.get()
  const staged = editor.stageState.screens.get(screenId)
  const screen = editor.session.getProject().screensByCanvasSize[canvasSizeId]?.[screenId]
  if (staged === undefined || screen === undefined) return undefined
  const artboardRect = staged.artboard.getBoundingClientRect()
  const { widthPx, heightPx } = findCanvasPx(canvasSizeId, screen.orientation)
  return {
    editor,
    staged,
    canvasSizeId,
    screen,
    from,
    unitPx: artboardRect.width,
    artboardRect,
    canvasHeight: heightPx / widthPx,
    canvasWidthPx: widthPx,
  }
}

function startTypingAt(editor: EditorController, event: MouseEvent): void {
  const box =
    event.target instanceof Element ? event.target.closest<HTMLElement>('[data-element-type="text"]') : null
  const screenId = box?.closest<HTMLElement>('[data-artboard]')?.dataset.artboard as ScreenId | undefined
  const elementId = box?.dataset.elementId as ElementId | undefined
  if (screenId !== undefined && elementId !== undefined && box?.dataset.locked === undefined)
    editor.startTyping(screenId, elementId)
}
