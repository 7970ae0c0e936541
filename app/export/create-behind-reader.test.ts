import { expect, it } from 'vitest'
import { setBackground } from '#app/document/edits/set-screen.ts'
import { updateElement } from '#app/document/edits/update-element.ts'
import type { CanvasSizeId, ElementId, Locale, MediaId } from '#app/document/model/ids.ts'
import type { Project, TextStyle } from '#app/document/model/schema.ts'
import { createNodeContext, createNodePicture } from '#tests/factories/create-node-canvas.ts'
import { createFixedSample } from '#tests/factories/sample-archive.ts'
import { createBehindReader, listPicturesBehindTexts } from './create-behind-reader.ts'
import { getScreen, listScreens, listTexts, planTargets } from './export-target.ts'
import { planPreflight } from './plan-preflight.ts'

const canvasSizeId = 'iphone-69' as CanvasSizeId
const photo = 'photo' as MediaId
const sample = createFixedSample()
const [first] = listScreens(sample, canvasSizeId)
if (first === undefined) throw new Error('The sample has screens.')
const ref = { canvasSizeId, screenId: first.id }
const targets = planTargets(sample, {
  canvasSizeIds: [canvasSizeId],
  screenIds: [first.id],
  locales: ['en-US' as Locale],
})

/** The first screen on a photo alone, with all its texts in this style. */
function overPhoto(style: Partial<TextStyle>): Project {
  const background = { type: 'image', media: photo, fit: 'cover', colour: '#ffffff' } as const
  let project = setBackground(sample, { ...ref, background })
  for (const [id, item] of Object.entries(first?.item.elements ?? {})) {
    const elementId = id as ElementId
    const patch = item.type === 'text' ? { style: { ...item.style, ...style } } : { visible: false }
    project = updateElement(project, { ...ref, elementId, patch })
  }
  return project
}

/** White above, black below. */
const picture = createNodePicture(60, 130, (_, y) => (y < 65 ? [255, 255, 255] : [0, 0, 0]))

function check(project: Project, pictures: Readonly<Record<string, typeof picture>> = { photo: picture }) {
  const openBehind = createBehindReader({
    project,
    findPicture: (mediaId) => pictures[mediaId],
    createContext: createNodeContext,
  })
  const input = { targets, missingMedia: new Set<MediaId>(), findName: () => undefined, openBehind }
  return planPreflight(project, input).filter(({ kind }) => kind === 'low-contrast')
}

const textCount = listTexts(first.item).length

it('a caption over the light part of a photo is judged by its colour there', () => {
  const white = check(overPhoto({ colour: '#ffffff' }))
  expect(white).toHaveLength(textCount)
  expect(white[0]?.fix).toMatchObject({ kind: 'set-colour', colour: '#000000' })
  expect(check(overPhoto({ colour: '#000000' }))).toEqual([])
})

it('without the photo at hand nothing is said', () => {
  expect(check(overPhoto({ colour: '#ffffff' }), {})).toEqual([])
})

it('an opaque pill alone is what a caption is read on, whatever lies behind it', () => {
  const pill = { colour: '#000000', paddingX: 0.01, paddingY: 0.01, radius: 0 }
  expect(check(overPhoto({ colour: '#ffffff', pill }), {})).toEqual([])
  expect(check(overPhoto({ colour: '#222222', pill }), {})).toHaveLength(textCount)
})

it('asks only for pictures that a contrast depends on', () => {
  expect(listPicturesBehindTexts(sample, targets)).toEqual(new Set())
  expect(listPicturesBehindTexts(overPhoto({}), targets)).toEqual(new Set([photo]))
})

it('only what lies behind the letters counts, not the rest of a wide box', () => {
  // Dark at both sides, where short centred words do not reach.
  const middle = createNodePicture(60, 130, (x) => (x < 18 || x >= 42 ? [0, 0, 0] : [255, 255, 255]))
  const project = overPhoto({ colour: '#000000', align: 'center', size: 0.02 })
  expect(check(project, { photo: middle })).toEqual([])
  expect(check(overPhoto({ colour: '#ffffff', align: 'center', size: 0.02 }), { photo: middle })).not.toEqual(
    [],
  )
})

it('a few dark spots of a picture do not make a caption unreadable', () => {
  const spotted = createNodePicture(60, 130, (x) => (x % 10 === 0 ? [0, 0, 0] : [255, 255, 255]))
  expect(check(overPhoto({ colour: '#000000' }), { photo: spotted })).toEqual([])
})

it('an outline that stands out carries the letters', () => {
  const stroke = { colour: '#000000', width: 0.01 }
  expect(check(overPhoto({ colour: '#ffffff', stroke }))).toEqual([])
  const hairline = { colour: '#000000', width: 0.0001 }
  expect(check(overPhoto({ colour: '#ffffff', stroke: hairline }))).toHaveLength(textCount)
})

it('draws once for languages that show the same pictures', () => {
  const project = overPhoto({})
  const text = listTexts(getScreen(project, { ...ref, locale: 'en-US' as Locale }))[0]
  if (text === undefined) throw new Error('The sample has texts.')
  let drawings = 0
  const openBehind = createBehindReader({
    project,
    findPicture: () => picture,
    createContext: (widthPx, heightPx) => {
      if (widthPx > 1) drawings++
      return createNodeContext(widthPx, heightPx)
    },
  })
  for (const locale of ['en-US', 'de-DE', 'ja'] as Locale[]) {
    expect(openBehind({ ...ref, locale }, text.id)?.read({ x: 0.5, y: 0.1 })).toEqual([255, 255, 255])
  }
  expect(drawings).toBe(1)
})
