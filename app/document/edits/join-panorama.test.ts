import { expect, it } from 'vitest'
import { createCounter } from '#tests/factories/generate-project.ts'
import type { CanvasSizeId, Locale, MediaId, ScreenId } from '../model/ids.ts'
import { type Project, projectSchema, type Screen } from '../model/schema.ts'
import { addScreen } from './add-screen.ts'
import { duplicateScreen } from './duplicate-screen.ts'
import { planCaptures } from './plan-captures.ts'
import { listSharing } from './share-background.ts'

const size = 'iphone-69' as CanvasSizeId
const locale = 'en-US' as Locale
const ids = ['a', 'b', 'c', 'd'] as ScreenId[]
const [a, b, c, d] = ids as [ScreenId, ScreenId, ScreenId, ScreenId]
const fresh = 'new' as ScreenId
const background = { type: 'colour', colour: '#ffffff' } as const

function createRow(sharing: readonly ScreenId[]): Project {
  const screens = Object.fromEntries(
    ids.map((id, at): [ScreenId, Screen] => [
      id,
      { id, order: `a${at}`, name: id, orientation: 'portrait', background, elements: {} },
    ]),
  )
  return {
    ...projectSchema.parse({
      id: 'b5f2b0a4-4a9c-4c0e-8a35-1f1f5a0c9e11',
      name: 'P',
      schemaVersion: 1,
      screensByCanvasSize: {},
    }),
    screensByCanvasSize: { [size]: screens },
    sharedBackgrounds: {
      [size]: { background, screens: Object.fromEntries(sharing.map((id) => [id, true as const])) },
    },
  }
}

const add = (sharing: readonly ScreenId[], afterScreenId: ScreenId) =>
  listSharing(
    addScreen(createRow(sharing), {
      canvasSizeId: size,
      screenId: fresh,
      locale,
      mint: createCounter('n'),
      afterScreenId,
    }),
    size,
  )

it('a screen that is added between two parts of a panorama is one as well', () => {
  expect(add([b, c], b)).toEqual([b, fresh, c])
})

it('a screen that is added beside a panorama is none, unless it runs over the whole row', () => {
  expect(add([b, c], c)).toEqual([b, c])
  expect(add([b, c], a)).toEqual([b, c])
  expect(add([a, b, c, d], d)).toEqual([a, b, c, d, fresh])
})

it('the copy of a part of a panorama is one as well, of another screen not', () => {
  const copy = (screenId: ScreenId) =>
    listSharing(
      duplicateScreen(createRow([b, c]), {
        canvasSizeId: size,
        screenId,
        newScreenId: fresh,
        mint: createCounter('n'),
      }),
      size,
    )
  expect(copy(c)).toEqual([b, c, fresh])
  expect(copy(a)).toEqual([b, c])
})

it('captures that become screens within a panorama are parts of it', () => {
  const capture = {
    mediaId: 'm' as MediaId,
    widthPx: 1320,
    heightPx: 2868,
    name: 'm.png',
    to: 'new' as const,
  }
  const { project, screenIds } = planCaptures(createRow([b, c]), {
    captures: [capture, { ...capture, mediaId: 'n' as MediaId }],
    canvasSizeId: size,
    locale,
    mint: createCounter('n'),
    afterScreenId: b,
  })
  expect(screenIds).toHaveLength(2)
  expect(listSharing(project, size)).toEqual([b, ...screenIds, c])
})
