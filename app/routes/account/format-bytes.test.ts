import { expect, test } from 'vitest'
import { formatBytes } from './format-bytes.ts'

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1000, '1 kB'],
  [4_230_000, '4.2 MB'],
  [1_500_000_000, '1.5 GB'],
])('%d bytes are %s', (sizeBytes, words) => {
  expect(formatBytes(sizeBytes)).toBe(words)
})
