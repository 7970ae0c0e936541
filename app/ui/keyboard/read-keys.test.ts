import { expect, it } from 'vitest'
import { type PressedKey, readKeys, spellKeys } from './read-keys.ts'

const press = (key: string, code: string, held: Partial<PressedKey> = {}, apple = false) =>
  readKeys({ key, code, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held }, apple)

it('reads keys of Cyrillic, Greek, Arabic and Hebrew layouts by their position', () => {
  expect(press('я', 'KeyZ', { ctrlKey: true })).toBe('mod+z')
  expect(press('Я', 'KeyZ', { ctrlKey: true, shiftKey: true })).toBe('mod+shift+z')
  expect(press('ζ', 'KeyZ', { metaKey: true })).toBe('mod+z')
  expect(press('ي', 'KeyD', { ctrlKey: true })).toBe('mod+d')
  expect(press('ז', 'KeyZ', { ctrlKey: true })).toBe('mod+z')
  expect(press('لا', 'KeyB', { ctrlKey: true })).toBe('mod+b')
  expect(press('х', 'BracketLeft')).toBe('[')
  expect(press('Ъ', 'BracketRight', { shiftKey: true })).toBe('}')
  expect(press('ظ', 'Slash')).toBe('/')
  expect(press('؟', 'Slash', { shiftKey: true })).toBe('?')
  expect(press('٠', 'Digit0', { ctrlKey: true })).toBe('mod+0')
  expect(press('०', 'Digit0')).toBe('0')
})

it('reads keys of Latin layouts by their letter', () => {
  expect(press('z', 'KeyW', { ctrlKey: true })).toBe('mod+z')
  expect(press('z', 'KeyY', { ctrlKey: true })).toBe('mod+z')
  expect(press(';', 'KeyZ', { ctrlKey: true })).toBe('mod+;')
  expect(press('ü', 'BracketLeft')).toBe('ü')
  expect(press('à', 'Digit0', { ctrlKey: true })).toBe('mod+à')
  expect(press('Z', 'KeyZ', { ctrlKey: true })).toBe('mod+z')
})

it('reads a bracket typed with AltGr or Option as a bracket', () => {
  const altGraph = { getModifierState: (name: string) => name === 'AltGraph' }
  expect(press('[', 'Digit8', { ...altGraph, ctrlKey: true, altKey: true })).toBe('[')
  expect(press(']', 'Digit9', altGraph)).toBe(']')
  expect(press('[', 'Digit5', { altKey: true }, true)).toBe('[')
  expect(press('{', 'Digit8', { altKey: true }, true)).toBe('{')
  expect(press('[', 'BracketLeft', { altKey: true })).toBe('alt+[')
  expect(press('a', 'KeyA', { altKey: true, ctrlKey: true })).toBe('mod+alt+a')
})

it('counts Shift for letters and named keys, not for signs', () => {
  expect(press('PageDown', 'PageDown', { shiftKey: true })).toBe('shift+PageDown')
  expect(press('+', 'Equal', { shiftKey: true, ctrlKey: true })).toBe('mod++')
  expect(press('?', 'Slash', { shiftKey: true })).toBe('?')
})

it('spells the keys of a table as it reads them', () => {
  expect(spellKeys('mod+shift+Z')).toBe('mod+shift+z')
  expect(spellKeys('mod++')).toBe('mod++')
  expect(spellKeys('+')).toBe('+')
  expect(spellKeys('Alt+ArrowUp'.replace('Alt', 'alt'))).toBe('alt+ArrowUp')
})
