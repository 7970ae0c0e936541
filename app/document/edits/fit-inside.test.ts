import { expect, test } from 'vitest'
import { plainDeviceId } from '../catalogue/frame-layout.ts'
import { placeFrame } from '../layouts/place-frame.ts'
import type { MediaId } from '../model/ids.ts'
import { createFrame } from './create-element.ts'
import { fitInside } from './fit-inside.ts'

test('a frame of one’s own keeps the shape of its picture wherever it is laid out', () => {
  const before = createFrame({
    order: 'a0',
    x: 0.2,
    y: 0.2,
    width: 0.5,
    deviceId: plainDeviceId,
    landscape: false,
  })
  const screen = { x: 0.1, y: 0.1, width: 0.8, height: 0.8 }
  const ownFrame = { media: 'frame' as MediaId, widthPx: 800, heightPx: 500, screen, corner: 0 }
  const frame = { ...before, device: { ...before.device, ownFrame } }
  const area = { x: 0, y: 0, width: 1, height: 1 }
  const fitted = fitInside(frame, area)
  expect(fitted.width / fitted.height).toBeCloseTo(1.6)
  const placed = placeFrame(frame, { area, anchor: 'top' }, 2)
  expect(placed.width / placed.height).toBeCloseTo(1.6)
})
