import { expect, it } from 'vitest'
import { planLeftOvers } from './plan-left-overs.ts'

it('names the pictures that a tool would upload and the project does not have, and nothing else', () => {
  const planned = ['shots/en-US/iphone69-01-été.png', 'shots/de-DE/iphone69-01.png']
  const found = [
    'shots/en-US/iphone69-01-e\u0301te\u0301.png',
    'shots/en-US/iphone69-02-old.png',
    'shots/en-US/iphone69-01-été.jpg',
    'shots/en-US/notes.txt',
    'shots/en-US/.hidden.png',
    'shots/ja/own.png',
    'shots/fr-FR/iphone69-01.png',
  ]
  expect(planLeftOvers({ found, planned, before: ['shots/fr-FR/iphone69-01.png'] })).toEqual([
    'shots/en-US/iphone69-01-été.jpg',
    'shots/en-US/iphone69-02-old.png',
    'shots/fr-FR/iphone69-01.png',
  ])
})
