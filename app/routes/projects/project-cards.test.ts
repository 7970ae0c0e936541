import { expect, test } from 'vitest'
import { reuseCards } from './project-cards.ts'
import type { ProjectCardItem } from './project-list.ts'

const createCard = (id: string, name: string): ProjectCardItem => ({
  id,
  name,
  updatedAtMs: 1,
  sizeLabels: ['iPhone 6.9″'],
  languageLabels: ['English'],
  status: { kind: 'synced', words: 'Synced 9:41' },
})

test('a card that says the same stays the same object, wherever it stands; one that changed is a new one', () => {
  const before = [createCard('a', 'Weather'), createCard('b', 'Ledger')]
  const now = [createCard('b', 'Ledger'), createCard('a', 'Storms'), createCard('c', 'Notes')]
  const cards = reuseCards(before, now)
  expect(cards).toEqual(now)
  expect(cards[0]).toBe(before[1])
  expect(cards[1]).not.toBe(before[0])
})
