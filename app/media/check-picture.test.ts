import { describe, expect, test } from 'vitest'
import { readPictureHeader, readPictureSize } from '#app/media-formats/read-picture-size.ts'
import { sniffPicture } from '#app/media-formats/sniff-picture.ts'
import { exif, gif, jpeg, png, webpLossless, webpLossy, webpX } from '#tests/factories/picture-bytes.ts'
import { checkPicture } from './check-picture.ts'

const ascii = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))

describe('a file is recognised by its bytes', () => {
  test.each([
    ['png', png(10, 20)],
    ['jpeg', jpeg(10, 20)],
    ['webp', webpLossy(10, 20)],
    ['gif', gif()],
    ['empty', new Uint8Array()],
    ['heic', ascii('\0\0\0\x18ftypheic\0\0\0\0mif1heic')],
    ['avif', ascii('\0\0\0\x18ftypavif\0\0\0\0')],
    ['video', ascii('\0\0\0\x18ftypmp42\0\0\0\0')],
    ['pdf', ascii('%PDF-1.7\n')],
    ['svg', ascii('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['html', ascii('\n<!DOCTYPE html><title>x</title>')],
    ['zip', ascii('PK\x03\x04rest')],
    ['text', ascii('Hello, this is a text file.')],
    ['unknown', Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)],
  ])('%s', (format, bytes) => {
    expect(sniffPicture(bytes)).toBe(format)
  })
})

describe('the size is read without decoding', () => {
  test.each([
    ['png', png(1320, 2868)],
    ['jpeg', jpeg(1320, 2868)],
    ['webp', webpLossy(1320, 2868)],
    ['webp', webpLossless(1320, 2868)],
    ['webp', webpX(1320, 2868)],
  ] as const)('%s', (format, bytes) => {
    expect(readPictureHeader(format, bytes)).toMatchObject({
      kind: 'header',
      width: 1320,
      height: 2868,
      complete: true,
    })
  })

  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'JPEG with EXIF orientation %i, in either byte order',
    (orientation) => {
      for (const littleEndian of [true, false]) {
        const header = readPictureHeader('jpeg', jpeg(4000, 3000, exif(orientation, littleEndian)))
        if (header.kind !== 'header') throw new Error(`It is ${header.kind}.`)
        expect(header.orientation).toBe(orientation)
        const lying = orientation >= 5
        expect(readPictureSize(header)).toEqual({ width: lying ? 3000 : 4000, height: lying ? 4000 : 3000 })
      }
    },
  )

  test('WebP with EXIF orientation', () => {
    expect(readPictureHeader('webp', webpX(40, 30, { exif: exif(6, true) }))).toMatchObject({
      orientation: 6,
    })
  })

  test('every prefix of a picture gives a result, never an error, and is never called whole', () => {
    const pictures = [
      ['png', png(1320, 2868)],
      ['jpeg', jpeg(1320, 2868, exif(6, true))],
      ['webp', webpX(1320, 2868, { exif: exif(3, false) })],
    ] as const
    for (const [format, bytes] of pictures) {
      for (let length = 12; length < bytes.length; length += 1) {
        const header = readPictureHeader(format, bytes.subarray(0, length))
        if (header.kind === 'header') expect(header.complete).toBe(false)
      }
    }
  })
})

describe('an unusable file is refused in one sentence that names it', () => {
  const cut = (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 20)
  test.each([
    ['a 0-byte file', new Uint8Array(), /empty \(0 bytes\)/],
    ['a text file called .png', ascii('not a picture'), /text file.*choose a PNG, JPEG or WebP/],
    ['a truncated PNG', cut(png(10, 10)), /cut off before its end/],
    ['a truncated JPEG', cut(jpeg(10, 10)), /cut off before its end/],
    // The end marker of the preview inside the EXIF data must not pass for the picture's own.
    [
      'a truncated JPEG with a preview',
      cut(jpeg(10, 10, exif(1, true, [0xff, 0xd9]))),
      /cut off before its end/,
    ],
    ['a truncated WebP', cut(webpLossy(10, 10)), /cut off before its end/],
    ['a 60000×60000 header', png(60_000, 60_000), /60,000 × 60,000 pixels/],
    ['a header of too many megapixels', jpeg(12_000, 9000), /100 megapixels/],
    ['a truncated GIF', gif().subarray(0, 13), /cut off before its end/],
    ['an animated WebP', webpX(10, 10, { animated: true }), /animation/],
    ['a PNG of width 0', png(0, 10), /damaged/],
  ])('%s', (_, bytes, reason) => {
    const checked = checkPicture('holiday.png', bytes)
    if (checked.kind !== 'refused') throw new Error('It was let in.')
    expect(checked.message).toMatch(reason)
    expect(checked.message).toMatch(/^“holiday\.png” .+[^.]\.$/)
  })

  test('a usable file is accepted', () => {
    for (const bytes of [png(10, 20), jpeg(10, 20), webpLossy(10, 20), webpLossless(10, 20), webpX(10, 20)]) {
      expect(checkPicture('a.gif', bytes).kind).toBe('picture')
    }
  })
})

describe('animations', () => {
  test('a GIF is measured without decoding', () => {
    expect(checkPicture('dance.gif', gif())).toMatchObject({
      kind: 'picture',
      format: { name: 'gif' },
      header: { width: 10, height: 10, complete: true, animated: false },
    })
  })
})
