import { describe, expect, it } from 'vitest'
import { findCanvasSize, getCanvasPx, listOrientations, sortCanvasSizeIds } from './canvas-sizes.ts'
import { findOwnSizeFault, ownSizeId } from './own-size.ts'

const px = (widthPx: number, heightPx: number) => ({ widthPx, heightPx })

describe('a size of one’s own', () => {
  it('is its pixels in one orientation, of no store', () => {
    const id = ownSizeId(px(1200, 630))
    expect(findCanvasSize(id)).toMatchObject({ name: '1200 × 630', store: 'own', landscape: px(1200, 630) })
    expect(listOrientations(id)).toEqual(['landscape'])
    expect(getCanvasPx(id, 'portrait')).toEqual(px(1200, 630))
    expect(getCanvasPx(ownSizeId(px(800, 800)), 'landscape')).toEqual(px(800, 800))
    expect(sortCanvasSizeIds([id, 'play-phone', 'iphone-69'])).toEqual(['iphone-69', 'play-phone', id])
  })

  it.each([
    'own-0x10',
    'own-63x500',
    'own-500x8193',
    'own-64x641',
    'own-8000x8000',
    'own-1200x',
    'own-01200x630',
    'own-1e3x630',
  ])('%s is none', (id) => expect(findCanvasSize(id)).toBeUndefined())

  it.each([px(Number.NaN, 100), px(63, 100), px(100.5, 100), px(8000, 8000), px(64, 8000)])(
    '%o is refused with a sentence',
    (sides) => {
      expect(findOwnSizeFault(sides)).toMatch(/pixels/)
    },
  )
})
