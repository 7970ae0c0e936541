import { createCanvas } from '@napi-rs/canvas'
import { expect, it } from 'vitest'
import { findFileFault } from './find-file-fault.ts'
import { encodePng } from './png/encode-png.ts'

const sides = { widthPx: 6, heightPx: 4 }
const png = encodePng({ width: 6, height: 4, rgba: new Uint8Array(96) })

it.each([
  ['a whole file', png, 'png', undefined],
  ['one cut short', png.subarray(0, png.length - 6), 'png', 'not whole'],
  ['another size', encodePng({ width: 4, height: 6, rgba: new Uint8Array(96) }), 'png', '4 × 6'],
  ['a PNG with alpha', createCanvas(6, 4).toBuffer('image/png'), 'png', 'not an opaque PNG'],
  ['a JPEG', createCanvas(6, 4).toBuffer('image/jpeg'), 'jpeg', undefined],
  ['a JPEG cut short', createCanvas(6, 4).toBuffer('image/jpeg').subarray(0, -2), 'jpeg', 'not whole'],
] as const)('%s', (...[, bytes, format, sentence]) => {
  const fault = findFileFault(bytes, { format, ...sides })
  if (sentence === undefined) expect(fault).toBeUndefined()
  else expect(fault).toContain(sentence)
})
