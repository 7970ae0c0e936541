import type { ElementId, ScreenId } from '#app/document/model/ids.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { planGroupClick, planRowSelection } from '../state/plan-selection.ts'

/** Where a menu opens, and for which thing; in CSS pixels of the window. */
export type MenuRequest = { kind: 'elements' | 'screen'; x: number; y: number }

const longPressMs = 500
const slackPx = 8

/**
 * Right click, long press, Shift+F10 and the menu key: what lies under them is selected, and its menu opens. Fields and
 * dialogs keep the browser's own menu.
 */
export function attachContextMenu(
  root: HTMLElement,
  editor: EditorController,
  onOpen: (request: MenuRequest) => void,
): () => void {
  const controller = new AbortController()
  const { signal } = controller
  let timer: ReturnType<typeof setTimeout> | undefined
  let press: { pointerId: number; x: number; y: number } | undefined
  let openedAt = Number.NEGATIVE_INFINITY
  const open = (target: Element, at: { x: number; y: number }): boolean => {
    const kind = selectUnder(editor, target)
    if (kind === undefined) return false
    openedAt = performance.now()
    onOpen({ kind, ...at })
    return true
  }
  const stop = () => {
    clearTimeout(timer)
    press = undefined
  }
  root.addEventListener(
    'contextmenu',
    (event) => {
      const { target } = event
      if (!(target instanceof Element) || target.closest(ownMenus) !== null) return
      const wasLongPress = performance.now() - openedAt < 1000
      // From the keyboard the event has no place of its own in every browser.
      const isByKey = event.clientX === 0 && event.clientY === 0
      if (wasLongPress || open(target, isByKey ? middleOf(target) : { x: event.clientX, y: event.clientY }))
        event.preventDefault()
      stop()
    },
    { signal },
  )
  // Not every browser raises `contextmenu` for these keys, and none while nothing has the focus.
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'ContextMenu' && !(event.key === 'F10' && event.shiftKey)) return
      const target = findFocused(root, event.target)
      if (target !== undefined && open(target, middleOf(target))) event.preventDefault()
    },
    { signal },
  )
  root.addEventListener(
    'pointerdown',
    (event) => {
      stop()
      const { target, pointerId, clientX: x, clientY: y } = event
      if (event.pointerType !== 'touch' || !event.isPrimary || !(target instanceof Element)) return
      if (target.closest('[data-drag-grip], [data-handle], textarea, input') !== null) return
      press = { pointerId, x, y }
      timer = setTimeout(() => {
        stop()
        if (root.querySelector('[data-dragging]') !== null || !open(target, { x, y })) return
        // The press must neither select nor close the menu when the finger leaves.
        target.dispatchEvent(new PointerEvent('pointercancel', { pointerId, bubbles: true }))
        window.addEventListener('touchend', (end) => end.preventDefault(), { once: true, passive: false })
      }, longPressMs)
    },
    { signal },
  )
  root.addEventListener(
    'pointermove',
    (event) => {
      if (press !== undefined && Math.hypot(event.clientX - press.x, event.clientY - press.y) > slackPx)
        stop()
    },
    { signal },
  )
  for (const type of ['pointerup', 'pointercancel', 'scroll'] as const)
    root.addEventListener(type, stop, { signal, capture: true })
  return () => {
    stop()
    controller.abort()
  }
}

const ownMenus = 'input, textarea, select, [role="dialog"], [role="menu"]'

/** What has the focus; else what is selected, or the current screen. */
function findFocused(root: HTMLElement, target: EventTarget | null): Element | undefined {
  if (target instanceof Element && target !== document.body)
    return root.contains(target) && target.closest(ownMenus) === null ? target : undefined
  const selected = root.querySelector('[data-element-id][aria-pressed="true"]')
  return selected ?? root.querySelector('[data-current="true"] [data-artboard]') ?? undefined
}

function middleOf(target: Element): { x: number; y: number } {
  const { left, top, width, height } = target.getBoundingClientRect()
  return { x: left + Math.min(width / 2, 120), y: top + Math.min(height / 2, 120) }
}

/** `undefined`: nothing here has a menu. */
function selectUnder(editor: EditorController, target: Element): MenuRequest['kind'] | undefined {
  const find = (key: string) => target.closest<HTMLElement>(`[data-${key}]`)
  const box = find('element-id')
  const layer = find('layer')
  if (layer !== null) return selectLayer(editor, layer)
  const screenId = (find('artboard')?.dataset.artboard ?? find('screen-row')?.dataset.screenRow) as
    | ScreenId
    | undefined
  if (box !== null && screenId !== undefined)
    return selectBox(editor, screenId, box.dataset.elementId as ElementId)
  if (screenId !== undefined) {
    const { screenId: current, chosenScreenIds } = editor.ui.get()
    if (current !== screenId && !chosenScreenIds.includes(screenId)) editor.selectScreen(screenId)
    else if (current !== undefined) editor.selectElements(current, [])
    return 'screen'
  }
  return find('stage') === null || editor.findCurrentScreen() === undefined ? undefined : 'screen'
}

function selectBox(
  editor: EditorController,
  screenId: ScreenId,
  elementId: ElementId,
): MenuRequest['kind'] | undefined {
  const { canvasSizeId, screenId: current, selectedIds, alsoSelected } = editor.ui.get()
  const screen = editor.session.getProject().screensByCanvasSize[canvasSizeId]?.[screenId]
  if (screen === undefined) return undefined
  const isSelected =
    (current === screenId && selectedIds.includes(elementId)) ||
    alsoSelected.some((also) => also.screenId === screenId && also.elementIds.includes(elementId))
  if (!isSelected) {
    const clicked = planGroupClick(screen, elementId, current === screenId ? selectedIds : [])
    const plan = planRowSelection(editor.ui.get(), { screenId, elementIds: clicked }, false)
    editor.selectElements(plan.screenId, plan.elementIds, plan.also)
  }
  return 'elements'
}

/** A layer's row names its elements. */
function selectLayer(editor: EditorController, row: HTMLElement): MenuRequest['kind'] | undefined {
  const { screenId, selectedIds } = editor.ui.get()
  const ids = (row.dataset.layer ?? '').split(' ') as ElementId[]
  if (screenId === undefined) return undefined
  if (!ids.every((id) => selectedIds.includes(id))) editor.selectElements(screenId, ids)
  return 'elements'
}
