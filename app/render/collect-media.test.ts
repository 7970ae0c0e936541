import { expect, it } from 'vitest'
import { createFrame, createShape } from '#app/document/edits/create-element.ts'
import type { ElementId, Locale, MediaId } from '#app/document/model/ids.ts'
import type { Screen } from '#app/document/model/schema.ts'
import { listMediaIds } from './collect-media.ts'

const locale = 'en-US' as Locale

it('a hidden device needs no picture, unless a magnifier enlarges it', () => {
  const capture = 'capture' as MediaId
  const frame = createFrame({
    ...{ order: 'a0', x: 0, y: 0, width: 0.5, deviceId: 'pixel', landscape: false },
    mediaByLocale: { [locale]: capture },
  })
  const lens = createShape({
    ...{ order: 'a1', x: 0, y: 0, width: 0.2, height: 0.2, shape: 'lens', fill: '#ffffff' },
    lens: { frameId: 'frame' as ElementId, x: 0.5, y: 0.5, zoom: 2 },
  })
  const list = (elements: object) => {
    const screen = { background: { type: 'colour', colour: '#ffffff' }, elements } as unknown as Screen
    return listMediaIds(screen, locale, locale)
  }
  const hidden = { ...frame, visible: false }
  expect(list({ frame: hidden })).toEqual([])
  expect(list({ frame: hidden, lens })).toEqual([capture])
  expect(list({ frame: hidden, lens: { ...lens, visible: false } })).toEqual([])
})
