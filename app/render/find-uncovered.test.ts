import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { listFontSubsets, readCoverage, writeRanges } from '../../bin/font-coverage/read-coverage.mjs'
import { findUncovered } from './find-uncovered.ts'
import { fontCoverage } from './font-coverage.ts'
import { fontFamilies } from './fonts.ts'

it('the coverage table matches the bundled font files', { timeout: 60_000 }, () => {
  const subsets = listFontSubsets(readFileSync('app/render/font-files.ts', 'utf8'))
  expect(subsets.map(({ name }) => name).sort()).toEqual(fontFamilies.map(({ name }) => name).sort())
  for (const { name, files } of subsets)
    expect([name, writeRanges(readCoverage(files))]).toEqual([
      name,
      fontCoverage[name as keyof typeof fontCoverage],
    ])
})

it('finds nothing in text the family covers, with any spaces, breaks and joined accents', () => {
  expect(findUncovered('Know\u00a0the\ttide\n— “now” cafe\u0301 €5', 'Space Grotesk')).toEqual({
    borrowed: [],
    missing: [],
  })
})

it('names what the fallback draws for a family without the script', () => {
  expect(findUncovered('Всё море', 'Space Grotesk')).toEqual({
    borrowed: ['В', 'с', 'ё', 'м', 'о', 'р', 'е'],
    missing: [],
  })
  expect(findUncovered('Всё море', 'Manrope')).toEqual({ borrowed: [], missing: [] })
})

it('names signs that no bundled family has, sequences whole', () => {
  expect(findUncovered('潮 สวัสดี ✓ 👩‍👩‍👧 ❤️', 'Inter').missing).toEqual([
    '潮',
    'ส',
    'วั',
    'ดี',
    '✓',
    '👩‍👩‍👧',
    '❤️',
  ])
})
