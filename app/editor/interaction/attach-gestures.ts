import type { ElementId, ScreenId } from '#app/document/model/ids.ts'
import { readKeys } from '#app/ui/keyboard/read-keys.ts'
import type { HandleName } from '../overlay/handles.ts'
import { findCanvasPx } from '../state/canvas-px.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { planGroupClick, planRowSelection } from '../state/plan-selection.ts'
import { attachPinch } from './attach-pinch.ts'
import { attachZoom } from './attach-zoom.ts'
import { type Gesture, type PointerInput, readPointer } from './gesture.ts'
import type { GestureStart } from './gesture-start.ts'
import { startMarquee } from './marquee-gesture.ts'
import { startMove } from './move-gesture.ts'
import { startPan } from './pan-gesture.ts'
import { startResize } from './resize-gesture.ts'
import { startRotate } from './rotate-gesture.ts'
import { startTransform } from './transform-gesture.ts'

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
  // A finger is captured by what it went down on, which loses it to the stage when the drag begins.
  const isLost = ({ target }: Event) => target === stage && press?.gesture !== undefined
  stage.addEventListener('lostpointercapture', (event) => isLost(event) && cancel(), { signal })
  stage.addEventListener('dblclick', (event) => enterAt(editor, event), { signal })
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
  const detachPinch = attachPinch(stage, editor, cancel)
  const detachZoom = attachZoom(stage, editor)
  return () => {
    cancel()
    detachPinch()
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
  if (handle !== undefined && start !== undefined) {
    const name = handle as HandleName | 'rotate'
    return { ...shared, begin: () => startHandle(start, name), click: nothing }
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

/** One element keeps its own outline; several are resized and turned as one. */
function startHandle(start: GestureStart, name: HandleName | 'rotate'): Gesture | undefined {
  const { selectedIds, alsoSelected } = start.editor.ui.get()
  const [selected] = selectedIds
  if (selected === undefined) return undefined
  if (selectedIds.length > 1 || alsoSelected.length > 0) return startTransform(start, name)
  return name === 'rotate' ? startRotate(start, selected) : startResize(start, selected, name)
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
  const { screenId } = editor.ui.get()
  const onScreen = findSelectedOn(editor, screen.id)
  const already = onScreen.includes(elementId)
  const isTouch = shared.pointerType === 'touch'
  const additive = shared.from.shift || (isTouch && editor.stageState.picksSeveral.get())
  const clicked = planGroupClick(screen, elementId, onScreen)
  const select = (elementIds: readonly ElementId[]) => {
    const plan = planRowSelection(editor.ui.get(), { screenId: screen.id, elementIds }, additive)
    editor.selectElements(plan.screenId, plan.elementIds, plan.also)
  }
  // A finger that may be about to drag or pinch takes nothing away before it leaves.
  if (!already || (additive && !isTouch)) select(clicked)
  // A finger on an unselected element selects it; only selected elements can be dragged, the rest scrolls.
  const mayDrag = !editor.readOnly && (!isTouch || already)
  return {
    ...shared,
    begin: () => (mayDrag && findSelectedOn(editor, screen.id).length > 0 ? startMove(start) : undefined),
    click: () => {
      const isAll = screenId === screen.id && isSame(clicked, editor.ui.get().selectedIds)
      if (already && isTouch && additive) return select(clicked)
      if (already && !additive && !(isAll && editor.ui.get().alsoSelected.length === 0)) select(clicked)
    },
  }
}

function findSelectedOn({ ui }: EditorController, screenId: ScreenId): readonly ElementId[] {
  const { screenId: current, selectedIds, alsoSelected } = ui.get()
  if (current === screenId) return selectedIds
  return alsoSelected.find((selection) => selection.screenId === screenId)?.elementIds ?? []
}

const isSame = (some: readonly ElementId[], others: readonly ElementId[]): boolean =>
  some.length === others.length && some.every((id) => others.includes(id))

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

/** A double click on a group selects the element; on an element, it types in the text. */
function enterAt(editor: EditorController, event: MouseEvent): void {
  const box = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-element-id]') : null
  const screenId = box?.closest<HTMLElement>('[data-artboard]')?.dataset.artboard as ScreenId | undefined
  const elementId = box?.dataset.elementId as ElementId | undefined
  if (screenId === undefined || elementId === undefined) return
  const isOnlyOne = isSame(findSelectedOn(editor, screenId), [elementId])
  if (!isOnlyOne && !event.shiftKey) {
    editor.selectElements(screenId, [elementId])
    // The box would take it as a double click on itself.
    event.stopPropagation()
  } else if (box?.dataset.elementType === 'text' && box.dataset.locked === undefined)
    editor.startTyping(screenId, elementId)
}
