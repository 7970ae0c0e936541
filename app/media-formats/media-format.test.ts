import { describe, expect, test } from 'vitest'
import { gif, jpeg, png, webpLossy } from '#tests/factories/picture-bytes.ts'
import { findMediaFormat } from './media-format.ts'

const ascii = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
const brand = (name: string) => ascii(`\0\0\0\x18ftyp${name}\0\0\0\0`)

describe('browser and server allow the same files', () => {
  test.each([
    ['PNG', png(1, 1), 'image/png'],
    ['JPEG', jpeg(1, 1), 'image/jpeg'],
    ['WebP', webpLossy(1, 1), 'image/webp'],
    ['GIF', gif(), 'image/gif'],
    ['MP4', brand('isom'), 'video/mp4'],
    ['MP4 of a phone', brand('mp42'), 'video/mp4'],
    ['WebM', ascii('\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm'), 'video/webm'],
  ])('%s', (_, bytes, mimeType) => {
    expect(findMediaFormat(bytes)?.mimeType).toBe(mimeType)
  })

  test.each([
    ['QuickTime', brand('qt  ')],
    ['3GP', brand('3gp4')],
    ['audio in an MP4', brand('M4A ')],
    ['HEIC', brand('heic')],
    ['Matroska', ascii('\x1aE\xdf\xa3\xa3B\x86\x81\x01B\x82\x88matroska')],
    ['text', ascii('<svg/>')],
    ['an empty file', new Uint8Array()],
  ])('not %s', (_, bytes) => {
    expect(findMediaFormat(bytes)).toBeUndefined()
  })
})
