import { planArrow } from './plan-arrow.ts'

/**
 * The buttons in an element with `data-arrows` are one stop of the Tab key; the arrows, Home and End go from one to
 * another. Tab stops where the group was left, at first where it is pressed.
 *
 * The stop is set when the Tab key goes down, before the browser moves the focus: buttons may come and go meanwhile.
 */
export function attachArrowGroups(root: HTMLElement): () => void {
  const lastOf = new WeakMap<Element, Element>()
  const onKeyDown = (event: KeyboardEvent) => {
    const { target } = event
    if (event.defaultPrevented || !(target instanceof HTMLElement)) return
    if (event.key === 'Tab') {
      for (const group of root.querySelectorAll('[data-arrows]')) setStop(group, lastOf.get(group))
      return
    }
    const group = target.closest('[data-arrows]')
    if (group === null || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    const buttons = listButtons(group)
    const to = planArrow(
      buttons.map((button) => button.getBoundingClientRect()),
      buttons.indexOf(target as HTMLButtonElement),
      event.key,
    )
    if (to === undefined || !buttons.includes(target as HTMLButtonElement)) return
    event.preventDefault()
    buttons[to]?.focus()
  }
  const onFocusIn = ({ target }: FocusEvent) => {
    const group = target instanceof Element ? target.closest('[data-arrows]') : null
    if (group !== null && target instanceof Element) lastOf.set(group, target)
  }
  root.addEventListener('keydown', onKeyDown)
  root.addEventListener('focusin', onFocusIn)
  return () => {
    root.removeEventListener('keydown', onKeyDown)
    root.removeEventListener('focusin', onFocusIn)
  }
}

function setStop(group: Element, last: Element | undefined): void {
  const buttons = listButtons(group)
  const stop =
    buttons.find((button) => button === last) ??
    buttons.find((button) => button.matches('[aria-pressed="true"], [aria-current="true"]')) ??
    buttons[0]
  for (const button of buttons) button.tabIndex = button === stop ? 0 : -1
}

const listButtons = (group: Element): HTMLButtonElement[] =>
  [...group.querySelectorAll<HTMLButtonElement>('button:not(:disabled)')].filter((button) =>
    button.checkVisibility(),
  )
