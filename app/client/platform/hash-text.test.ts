import { createHash } from 'node:crypto'
import { afterEach, expect, test, vi } from 'vitest'
import { hashText } from './hash-text.ts'

afterEach(() => void vi.unstubAllGlobals())

// Longer than what is encoded at once, and cut at every place a character could be cut in two.
const parts = [
  'Größe 📱 '.repeat(5000),
  '',
  ...['', 'x'].map((start) => `${start}${'📱'.repeat(20_000)}`),
  'end',
]
const text = parts.join('')
const expected = createHash('sha256').update(text).digest('hex')

test('the hash is the server’s', async () => {
  expect(await hashText(parts)).toBe(expected)
})

test('without crypto.subtle (plain HTTP) the hash is the same', async () => {
  vi.stubGlobal('crypto', {})
  expect(await hashText([...parts])).toBe(expected)
})

test('a short text after a long one, and two at once, do not get into each other’s way', async () => {
  const hashes = await Promise.all([hashText(parts), hashText(['short']), hashText(parts)])
  const short = createHash('sha256').update('short').digest('hex')
  expect(hashes).toEqual([expected, short, expected])
})

test('the same parts are hashed once', async () => {
  const digest = vi.spyOn(crypto.subtle, 'digest')
  const own = [...parts]
  expect(await Promise.all([hashText(own), hashText(own)])).toEqual([expected, expected])
  expect(digest).toHaveBeenCalledTimes(1)
  digest.mockRestore()
})
