import { expect, test } from 'vitest'
import { formatBytes } from './format-bytes.ts'

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1000, '1 kB'],
  [12_345, '12.3 kB'],
  [999_940, '999.9 kB'],
  [999_960, '1 MB'],
  [4_230_000, '4.2 MB'],
  [8_000_000, '8 MB'],
  [1_500_000_000, '1.5 GB'],
  [3_000_000_000_000, '3 TB'],
])('%d bytes are %s', (sizeBytes, words) => {
  expect(formatBytes(sizeBytes)).toBe(words)
})
