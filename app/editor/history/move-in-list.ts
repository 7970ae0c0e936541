import type { KeyboardEvent } from 'react'

/**
 * Key handler of an entry's button: arrow keys, Home and End move through the list and preview each entry. Escape ends
 * the preview.
 */
export function moveInList(event: KeyboardEvent<HTMLButtonElement>, onEscape: () => void): void {
  if (event.key === 'Escape') onEscape()
  const list = event.currentTarget.closest('[data-entries]')
  const buttons = [...(list?.querySelectorAll<HTMLButtonElement>('button[data-entry]:enabled') ?? [])]
  const at = buttons.indexOf(event.currentTarget)
  const next = findNext(event.key, at, buttons.length)
  const button = next === undefined ? undefined : buttons[next]
  if (button === undefined) return
  event.preventDefault()
  button.focus()
  button.click()
}

function findNext(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return Math.min(at + 1, count - 1)
    case 'ArrowUp':
      return Math.max(at - 1, 0)
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return undefined
  }
}
