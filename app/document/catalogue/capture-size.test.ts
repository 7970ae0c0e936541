import { expect, test } from 'vitest'
import { findCaptureSize } from './capture-size.ts'

const px = (widthPx: number, heightPx: number) => ({ widthPx, heightPx })

test.each([
  ['an iPhone 6.3"', px(1206, 2622), 'iphone-69'],
  ['an iPad 13"', px(2064, 2752), 'ipad-13'],
  ['an iPad 11", lying', px(2388, 1668), 'ipad-13'],
  ['an Android phone', px(1080, 2400), 'play-phone'],
  ['an Android phone that shares its pixels with a small iPhone', px(1080, 2340), 'play-phone'],
  ['a Mac', px(2880, 1800), 'mac'],
  ['a watch', px(416, 496), 'watch-s10'],
])('the size of a capture of %s follows from its pixels', (_name, capture, size) => {
  expect(findCaptureSize(capture)).toBe(size)
})

test('a picture that matches no device gets no size', () => {
  expect(findCaptureSize(px(900, 900))).toBeUndefined()
})
