import { createHash } from 'node:crypto'
import { afterEach, expect, test, vi } from 'vitest'
import { hashText } from './hash-text.ts'

afterEach(() => void vi.unstubAllGlobals())

const text = 'Größe 📱 '.repeat(5000)
const expected = createHash('sha256').update(text).digest('hex')

test('the hash is the server’s', async () => {
  expect(await hashText(text)).toBe(expected)
})

test('without crypto.subtle (plain HTTP) the hash is the same', async () => {
  vi.stubGlobal('crypto', {})
  expect(await hashText(text)).toBe(expected)
})
