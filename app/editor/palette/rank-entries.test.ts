import { expect, it } from 'vitest'
import { rankEntries } from './rank-entries.ts'

const entry = (label: string, group = 'Commands', detail?: string) => ({ label, group, detail })
const entries = [
  entry('Copy style'),
  entry('Paste style'),
  entry('Text: Überblick', 'Layers', 'Screen 2'),
  entry('iPhone 17 Pro', 'Devices'),
  entry('Stylish', 'Templates'),
]
const find = (query: string) => rankEntries(entries, query, 10).map(({ label }) => label)

it('finds entries by all their words, best first', () => {
  expect(find('style')).toEqual(['Copy style', 'Paste style'])
  expect(find('sty')).toEqual(['Stylish', 'Copy style', 'Paste style'])
  expect(find('st past')).toEqual(['Paste style'])
  expect(find('17 pro')).toEqual(['iPhone 17 Pro'])
})

it('finds by group and detail, whatever accents and case', () => {
  expect(find('UBER screen 2')).toEqual(['Text: Überblick'])
  expect(find('devices')).toEqual(['iPhone 17 Pro'])
  expect(find('nothing')).toEqual([])
})

it('shows the first ones without a query', () => {
  expect(rankEntries(entries, ' ', 2).map(({ label }) => label)).toEqual(['Copy style', 'Paste style'])
})
