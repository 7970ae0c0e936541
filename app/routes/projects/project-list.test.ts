import { expect, test } from 'vitest'
import {
  filterProjects,
  type ProjectCardItem,
  parseSortOrder,
  sortProjects,
  summarizeLabels,
} from './project-list.ts'

function createItem(
  id: string,
  name: string,
  updatedAtMs: number,
  sizeLabels = ['iPhone 6.9″'],
): ProjectCardItem {
  return {
    id,
    name,
    updatedAtMs,
    sizeLabels,
    screenCount: 3,
    languageLabels: ['English'],
    status: { kind: 'saved-locally', words: 'Saved on this device' },
  }
}

const cafe = createItem('1', 'Café Finder', 300)
const tide = createItem('2', 'Tide 10', 200, ['iPad 13″'])
const tide9 = createItem('3', 'tide 9', 400)
const all = [cafe, tide, tide9]
const names = (items: readonly ProjectCardItem[]) => items.map((item) => item.name)

test('search ignores case and accents and needs every word', () => {
  expect(filterProjects(all, 'CAFE')).toEqual([cafe])
  expect(filterProjects(all, 'tide ipad')).toEqual([tide])
  expect(filterProjects(all, 'tide phone')).toEqual([tide9])
  expect(filterProjects(all, 'nothing like it')).toEqual([])
})

test('an empty search keeps the very same list', () => {
  expect(filterProjects(all, '   ')).toBe(all)
})

test('sorts by last edit, newest first, or by name with numbers as numbers', () => {
  expect(names(sortProjects(all, 'edited'))).toEqual(['tide 9', 'Café Finder', 'Tide 10'])
  expect(names(sortProjects(all, 'name', 'en'))).toEqual(['Café Finder', 'tide 9', 'Tide 10'])
})

test('equal keys are ordered by id, whatever order they came in', () => {
  const copies = [createItem('b', 'Same', 1), createItem('a', 'Same', 1)]
  expect(sortProjects(copies, 'edited').map((item) => item.id)).toEqual(['a', 'b'])
  expect(sortProjects(copies.toReversed(), 'name').map((item) => item.id)).toEqual(['a', 'b'])
})

test('a remembered sort order that makes no sense is the default one', () => {
  expect(parseSortOrder('name')).toBe('name')
  expect(parseSortOrder('size')).toBe('edited')
  expect(parseSortOrder(null)).toBe('edited')
})

test('more labels than fit become a number', () => {
  expect(summarizeLabels(['A', 'B'])).toBe('A, B')
  expect(summarizeLabels(['A', 'B', 'C', 'D'])).toBe('A, B +2')
})
