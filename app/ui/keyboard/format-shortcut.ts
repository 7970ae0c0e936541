import { isApple } from './is-apple.ts'

/** “mod+shift+Z” as this system writes it: ⇧⌘Z, or Ctrl+Shift+Z. */
export function formatShortcut(keys: string, apple = isApple()): string {
  const parts = keys.split('+').filter((part) => part !== '')
  const plus = keys.endsWith('++') || keys === '+' ? ['+'] : []
  const words = [...parts, ...plus]
  if (!apple) {
    return words.map((part) => ({ mod: 'Ctrl', shift: 'Shift', alt: 'Alt' })[part] ?? part).join('+')
  }
  const signs: Record<string, string> = { alt: '⌥', shift: '⇧', mod: '⌘' }
  const held = ['alt', 'shift', 'mod'].filter((part) => words.includes(part)).map((part) => signs[part])
  return [...held, ...words.filter((part) => signs[part] === undefined)].join('')
}
