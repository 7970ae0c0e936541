import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { createFontFile } from '#tests/factories/font-file.ts'
import { findMediaFormat } from './media-format.ts'
import { readFont } from './read-font.ts'

const readPackage = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(`node_modules/@fontsource-variable/${name}`))
const covers = (signs: readonly (readonly [number, number])[], sign: string): boolean =>
  signs.some(([from, to]) => (sign.codePointAt(0) ?? 0) >= from && (sign.codePointAt(0) ?? 0) <= to)

it('reads name, weight and signs of a TTF file', async () => {
  const info = await readFont(
    createFontFile({ family: 'Acme Sans', style: 'Bold', weight: 700, signs: 'ABCé🙂' }),
  )
  expect(info).toEqual({
    name: 'Acme Sans Bold',
    minWeight: 700,
    maxWeight: 700,
    signs: [
      [65, 67],
      [0xe9, 0xe9],
      [0x1f642, 0x1f642],
    ],
  })
})

it('reads the axis of weights and the signs of a variable WOFF2 file', async () => {
  const info = await readFont(readPackage('inter/files/inter-latin-wght-normal.woff2'))
  expect(info).toMatchObject({ minWeight: 100, maxWeight: 900 })
  expect(info?.name).toMatch(/^Inter/)
  expect(['A', 'z', 'é'].every((sign) => covers(info?.signs ?? [], sign))).toBe(true)
  expect(covers(info?.signs ?? [], 'Ж')).toBe(false)
})

it('finds no font in files that are cut off, at whichever byte', async () => {
  for (const whole of [
    createFontFile({ signs: 'ABC' }),
    readPackage('caveat/files/caveat-latin-wght-normal.woff2'),
  ]) {
    const step = Math.ceil(whole.length / 40)
    for (let length = 0; length < whole.length - 4; length += step)
      expect(await readFont(whole.slice(0, length)), `${length} of ${whole.length}`).toBeUndefined()
  }
})

it('survives bytes that are changed anywhere', async () => {
  const whole = createFontFile({ signs: 'ABC' })
  for (let at = 0; at < whole.length; at += 3) {
    const changed = whole.slice()
    changed[at] = 255 - (changed[at] ?? 0)
    await expect(readFont(changed)).resolves.not.toThrow()
  }
})

it('knows TTF, OTF and WOFF2 by their bytes, and no collections', () => {
  const startOf = (text: string) => new TextEncoder().encode(`${text}\0\0\0\0\0\0\0\0`)
  expect(findMediaFormat(createFontFile({ signs: 'A' }))?.mimeType).toBe('font/ttf')
  expect(findMediaFormat(startOf('OTTO'))?.mimeType).toBe('font/otf')
  expect(findMediaFormat(startOf('wOF2'))?.mimeType).toBe('font/woff2')
  expect(findMediaFormat(startOf('ttcf'))).toBeUndefined()
  expect(findMediaFormat(startOf('wOFF'))).toBeUndefined()
})
