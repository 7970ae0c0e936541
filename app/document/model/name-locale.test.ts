import { expect, it } from 'vitest'
import { nameLocale } from './name-locale.ts'

it('names a language in the reader’s own', () => {
  expect(nameLocale('de-DE', 'en')).toBe('German (Germany)')
  expect(nameLocale('de-DE', 'de')).toBe('Deutsch (Deutschland)')
  expect(nameLocale('ja', 'fr')).toBe('japonais')
})

it('returns a tag that names no language unchanged', () => {
  expect(nameLocale('no_such_tag_at_all', 'en')).toBe('no_such_tag_at_all')
})
