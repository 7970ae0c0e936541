import { expect, it } from 'vitest'
import { planShortcut } from './plan-shortcut.ts'

const press = (key: string, held: Partial<{ shift: boolean; command: boolean; alt: boolean }> = {}) =>
  planShortcut({ key, shift: false, command: false, alt: false, ...held })

it('undoes and redoes with the keys of every system', () => {
  expect(press('z', { command: true })).toBe('undo')
  expect(press('Z', { command: true, shift: true })).toBe('redo')
  expect(press('y', { command: true })).toBe('redo')
})

it('leaves plain letters and the browser’s own shortcuts alone', () => {
  expect(press('d')).toBeUndefined()
  expect(press('z')).toBeUndefined()
  expect(press('r', { command: true })).toBeUndefined()
  expect(press('v', { command: true })).toBeUndefined()
  expect(press('a', { alt: true, command: true })).toBeUndefined()
})

it('knows the keys for order, zoom, deletion and screens', () => {
  expect(press(']')).toBe('forward')
  expect(press('{', { shift: true })).toBe('back')
  expect(press('Backspace')).toBe('delete')
  expect(press('=', { command: true })).toBe('zoom-in')
  expect(press('0')).toBe('zoom-fit')
  expect(press('PageDown')).toBe('next-screen')
})
