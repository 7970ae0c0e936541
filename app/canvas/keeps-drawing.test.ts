import { createCanvas } from '@napi-rs/canvas'
import { expect, test } from 'vitest'
import { keepsDrawing } from './keeps-drawing.ts'

test('a canvas that draws is told from one beyond Safari’s limits, on which nothing stays', () => {
  const real = createCanvas(40, 30).getContext('2d') as unknown as OffscreenCanvasRenderingContext2D
  expect(keepsDrawing(real)).toBe(true)
  const blank = {
    canvas: { width: 5000, height: 5000 },
    fillStyle: '',
    fillRect: () => undefined,
    getImageData: () => ({ data: new Uint8ClampedArray(4) }) as unknown as ImageData,
  }
  expect(keepsDrawing(blank)).toBe(false)
})
