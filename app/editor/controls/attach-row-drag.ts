export type RowZone = 'before' | 'into' | 'after'

export type RowDragOptions = {
  /** `true`: the row takes others into itself. */
  mayEnter: (key: string) => boolean
  onDrop: (from: string, to: string, zone: RowZone) => void
}

/** A press becomes a drag after this distance, in CSS pixels. */
const distancePx = 4

/**
 * Rows (`data-row`) of a list that are reordered by the mouse, from anywhere but their buttons, or by a finger on their
 * grip (`data-drag-grip`). Where a row will land is marked on the row there by `data-over`; Escape ends the drag.
 */
export function attachRowDrag(list: HTMLElement, { mayEnter, onDrop }: RowDragOptions): () => void {
  const controller = new AbortController()
  const { signal } = controller
  let press: { pointerId: number; x: number; y: number; row: HTMLElement; isDrag: boolean } | undefined
  let over: { row: HTMLElement; zone: RowZone } | undefined
  const mark = (next: typeof over) => {
    if (next?.row === over?.row && next?.zone === over?.zone) return
    over?.row.removeAttribute('data-over')
    next?.row.setAttribute('data-over', next.zone)
    over = next
  }
  const end = () => {
    mark(undefined)
    press?.row.removeAttribute('data-dragged')
    press = undefined
  }
  list.addEventListener(
    'pointerdown',
    (event) => {
      const { pointerId, clientX: x, clientY: y } = event
      const row = press === undefined ? findPressedRow(event) : undefined
      if (row !== undefined) press = { pointerId, x, y, row, isDrag: false }
    },
    { signal },
  )
  window.addEventListener(
    'pointermove',
    (event) => {
      if (press === undefined || event.pointerId !== press.pointerId) return
      if (!press.isDrag && Math.hypot(event.clientX - press.x, event.clientY - press.y) < distancePx) return
      if (!press.isDrag) {
        press.isDrag = true
        press.row.dataset.dragged = ''
      }
      mark(findZone(list, event, { dragged: press.row, mayEnter }))
      over?.row.scrollIntoView({ block: 'nearest' })
    },
    { signal },
  )
  window.addEventListener(
    'pointerup',
    (event) => {
      if (press === undefined || event.pointerId !== press.pointerId) return
      const { row, isDrag } = press
      const target = over
      end()
      if (!isDrag) return
      swallowClick()
      if (target !== undefined) onDrop(row.dataset.row ?? '', target.row.dataset.row ?? '', target.zone)
    },
    { signal },
  )
  window.addEventListener('pointercancel', end, { signal })
  window.addEventListener('blur', end, { signal })
  window.addEventListener(
    'keydown',
    (event) => {
      if (press?.isDrag !== true || event.key !== 'Escape') return
      event.preventDefault()
      event.stopImmediatePropagation()
      end()
    },
    { signal, capture: true },
  )
  return () => {
    end()
    controller.abort()
  }
}

function findPressedRow({ target, button, pointerType }: PointerEvent): HTMLElement | undefined {
  if (button !== 0 || !(target instanceof Element)) return undefined
  // The grip is among the row's buttons; a finger beside it scrolls the list.
  const isGrip = target.closest('[data-drag-grip]') !== null
  if (!isGrip && (pointerType === 'touch' || target.closest('input, [data-row-action]') !== null))
    return undefined
  return target.closest<HTMLElement>('[data-row]') ?? undefined
}

/** The click that ends a drag must not select the row. */
function swallowClick(): void {
  window.addEventListener('click', swallow, { capture: true, once: true })
  setTimeout(() => window.removeEventListener('click', swallow, { capture: true }))
}

function swallow(event: Event): void {
  event.preventDefault()
  event.stopPropagation()
}

function findZone(
  list: HTMLElement,
  { clientX, clientY }: PointerEvent,
  { dragged, mayEnter }: { dragged: HTMLElement; mayEnter: (key: string) => boolean },
): { row: HTMLElement; zone: RowZone } | undefined {
  const row = document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>('[data-row]')
  if (row === null || row === undefined || row === dragged || !list.contains(row)) return undefined
  const { top, height } = row.getBoundingClientRect()
  const at = (clientY - top) / height
  if (mayEnter(row.dataset.row ?? '') && at > 0.3 && at < 0.7) return { row, zone: 'into' }
  return { row, zone: at < 0.5 ? 'before' : 'after' }
}
