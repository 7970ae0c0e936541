import { expect, test } from 'vitest'
import { describeMisfits, type Misfit } from './describe-misfits.ts'

const misfit = (name: string): Misfit => ({ name, widthPx: 990, heightPx: 2151, deviceName: 'iPhone 6.9"' })

test('captures of one size share one sentence, which names three of them', () => {
  expect(describeMisfits(['a', 'b', 'c', 'd', 'e'].map((name) => misfit(name)))).toEqual([
    '“a”, “b”, “c” and 2 more (990 × 2151 px) do not have the exact size of any device. They sit in the closest frame (iPhone 6.9"), which crops their edges a little.',
  ])
})

test('a capture alone, and another size or frame, has a sentence of its own', () => {
  const sentences = describeMisfits([
    misfit('a'),
    { ...misfit('b'), widthPx: 900 },
    { ...misfit('c'), deviceName: undefined },
  ])
  expect(sentences).toHaveLength(3)
  expect(sentences[0]).toMatch(/^“a” \(990 × 2151 px\) does not have/)
  expect(sentences[2]).toMatch(/^No device fits “c” \(990 × 2151 px\), so it sits/)
})
