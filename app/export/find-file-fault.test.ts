import { createCanvas } from '@napi-rs/canvas'
import { expect, it } from 'vitest'
import type { CanvasSizeId } from '#app/document/model/ids.ts'
import { findFileFault } from './find-file-fault.ts'
import { encodePng, encodePng32 } from './png/encode-png.ts'

const sides = { widthPx: 6, heightPx: 4 }
const pixels = { width: 6, height: 4, rgba: new Uint8Array(96) }
const png = encodePng(pixels)
const targetOf = (id: string) => ({ canvasSizeId: id as CanvasSizeId })

it.each([
  ['a whole file', png, 'png', undefined],
  ['one cut short', png.subarray(0, png.length - 6), 'png', 'not whole'],
  ['another size', encodePng({ width: 4, height: 6, rgba: new Uint8Array(96) }), 'png', '4 × 6'],
  ['a PNG with alpha', createCanvas(6, 4).toBuffer('image/png'), 'png', 'not an opaque PNG'],
  ['a JPEG', createCanvas(6, 4).toBuffer('image/jpeg'), 'jpeg', undefined],
  ['a JPEG cut short', createCanvas(6, 4).toBuffer('image/jpeg').subarray(0, -2), 'jpeg', 'not whole'],
] as const)('%s', (...[, bytes, format, sentence]) => {
  const fault = findFileFault(bytes, { target: targetOf('play-phone'), format, ...sides })
  if (sentence === undefined) expect(fault).toBeUndefined()
  else expect(fault).toContain(sentence)
})

it('the icon of Google Play is a PNG of 32 bits', async () => {
  const icon = { target: targetOf('play-icon'), format: 'png', ...sides } as const
  expect(findFileFault(await encodePng32(pixels), icon)).toBeUndefined()
  expect(findFileFault(png, icon)).toContain('32 bits')
})
