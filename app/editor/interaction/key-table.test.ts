import { expect, it } from 'vitest'
import { spellKeys } from '#app/ui/keyboard/read-keys.ts'
import { keyTable, readShortcut } from './key-table.ts'

const press = (
  key: string,
  held: Partial<{ shift: boolean; command: boolean; alt: boolean; code: string }> = {},
) =>
  readShortcut({
    key,
    code: held.code ?? '',
    shiftKey: held.shift === true,
    ctrlKey: held.command === true,
    metaKey: false,
    altKey: held.alt === true,
  })

it('undoes and redoes with the keys of every system and layout', () => {
  expect(press('z', { command: true })).toBe('undo')
  expect(press('Z', { command: true, shift: true })).toBe('redo')
  expect(press('y', { command: true })).toBe('redo')
  expect(press('я', { command: true, code: 'KeyZ' })).toBe('undo')
})

it('leaves plain letters and the browser’s own shortcuts alone', () => {
  expect(press('d')).toBeUndefined()
  expect(press('z')).toBeUndefined()
  expect(press('r', { command: true })).toBeUndefined()
  expect(press('v', { command: true })).toBeUndefined()
  expect(press('c', { command: true, shift: true })).toBeUndefined()
  expect(press('Delete', { shift: true })).toBeUndefined()
  expect(press('a', { alt: true, command: true })).toBeUndefined()
})

it('knows the keys for order, zoom, deletion, screens and help', () => {
  expect(press(']')).toBe('forward')
  expect(press('{', { shift: true })).toBe('back')
  expect(press('х', { code: 'BracketLeft' })).toBe('backward')
  expect(press('Backspace')).toBe('delete')
  expect(press('=', { command: true })).toBe('zoom-in')
  expect(press('+', { command: true, shift: true })).toBe('zoom-in')
  expect(press('0')).toBe('zoom-fit')
  expect(press('PageDown')).toBe('next-screen')
  expect(press('?', { shift: true })).toBe('show-keys')
  expect(press('s', { command: true })).toBe('save')
})

it('binds no key twice', () => {
  const keys = keyTable.flatMap((binding) => binding.keys.map(spellKeys))
  expect(keys).toEqual([...new Set(keys)])
})
