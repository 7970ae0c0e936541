import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import {
  listFontSubsets,
  listLaterSubsets,
  readCoverage,
  writeRanges,
} from '../../bin/font-coverage/read-coverage.mjs'
import { findUncovered } from './find-uncovered.ts'
import { fontCoverage } from './font-coverage.ts'
import { fontFamilies } from './fonts.ts'
import { loadCoverage } from './sign-coverage.ts'

await loadCoverage()

it('the coverage table matches the bundled font files', { timeout: 60_000 }, () => {
  const first = listFontSubsets(readFileSync('app/render/font-files.ts', 'utf8'))
  const subsets = [...first, ...listLaterSubsets()]
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

it('finds nothing in scripts and emoji that a family of their own draws', () => {
  const text = '潮の満ち引き 知道潮汐 때를 알다 สวัสดี नमस्ते سلام שלום ✓ 👩‍👩‍👧 ❤️'
  expect(findUncovered(text, 'Inter')).toEqual({ borrowed: [], missing: [] })
})

it('names signs that no bundled family has', () => {
  expect(findUncovered('𓀀 ሰላም', 'Inter').missing).toEqual(['𓀀', 'ሰ', 'ላ', 'ም'])
})
