import { expect, it } from 'vitest'
import { formatShortcut } from './format-shortcut.ts'

it('writes keys as each system does', () => {
  expect(formatShortcut('mod+shift+Z', false)).toBe('Ctrl+Shift+Z')
  expect(formatShortcut('mod+shift+Z', true)).toBe('⇧⌘Z')
  expect(formatShortcut('mod++', false)).toBe('Ctrl++')
  expect(formatShortcut('Delete', true)).toBe('Delete')
})
