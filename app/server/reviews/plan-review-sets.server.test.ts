import { expect, test } from 'vitest'
import type { CanvasSizeId, ElementId, GroupId, Locale } from '#app/document/model/ids.ts'
import type { Element, Project } from '#app/document/model/schema.ts'
import { createFixedSample } from '#tests/factories/sample-archive.ts'
import { hashDrawing, listReviewScreens } from './plan-review-sets.server.ts'

const canvasSizeId = 'iphone-69' as CanvasSizeId
const german = 'de-DE' as Locale

const hashAll = (project: Project) =>
  listReviewScreens(project, { canvasSizeId, locale: german }).map(({ drawing }) =>
    hashDrawing(drawing, new Map()),
  )

const base = { order: 'z', x: 0.1, y: 0.1, width: 0.2, height: 0.2, rotation: 0, opacity: 1, locked: false }

/** The sample with an element of every type on each screen, and a caption that is fitted over all languages. */
function createProject(): Project {
  const project = createFixedSample()
  for (const screen of Object.values(project.screensByCanvasSize[canvasSizeId] ?? {})) {
    const text = Object.values(screen.elements).find(({ type }) => type === 'text')
    if (text?.type !== 'text') throw new Error('The sample has captions.')
    const { fitGroup: _, ...plain } = structuredClone(text)
    screen.elements['plain' as ElementId] = plain
    screen.elements['fitted' as ElementId] = { ...structuredClone(plain), fitGroup: 'caption' }
    screen.elements['image' as ElementId] = {
      ...{ ...base, type: 'image', name: 'Image', visible: true },
      ...{ mediaByLocale: {}, fit: 'cover' },
    }
    screen.elements['shape' as ElementId] = {
      ...{ ...base, type: 'shape', name: 'Shape', visible: true },
      ...{ shape: 'star', fill: '#ff0000' },
    }
  }
  return project
}

/** The hashes of the set after a change of every element, by its type. */
function hashAfter(change: (element: Element) => void, type?: Element['type']): string[] {
  const project = createProject()
  for (const screen of Object.values(project.screensByCanvasSize[canvasSizeId] ?? {}))
    for (const element of Object.values(screen.elements))
      if (type === undefined || element.type === type) change(element)
  return hashAll(project)
}

const before = hashAll(createProject())

test.each(['frame', 'text', 'image', 'shape'] as const)(
  'what only the editor shows of a %s is no part of the picture',
  (type) => {
    const changes: ((element: Element) => void)[] = [
      (element) => (element.name = 'Another name'),
      (element) => (element.locked = true),
      (element) => (element.groupId = 'group' as GroupId),
      (element) => (element.decoration = element.decoration ? undefined : true),
    ]
    for (const change of changes) expect(hashAfter(change, type)).toEqual(before)
    for (const hash of hashAfter((element) => (element.x += 0.01), type)) expect(before).not.toContain(hash)
  },
)

test('names and groups of screens are no part of the picture; hidden elements are as long as they are shown', () => {
  const project = createProject()
  for (const screen of Object.values(project.screensByCanvasSize[canvasSizeId] ?? {})) {
    screen.name = 'Another name'
    screen.groups = { ['group' as GroupId]: { name: 'Group', order: 'a' } }
  }
  expect(hashAll(project)).toEqual(before)
  const hidden = hashAfter((element) => (element.visible = false), 'text')
  expect(hidden).not.toEqual(before)
  const hiddenAndChanged = hashAfter((element) => {
    element.visible = false
    element.x += 0.01
  }, 'text')
  expect(hiddenAndChanged).toEqual(hidden)
})

test('a text of another language counts where its size is fitted over all of them', () => {
  const change = (element: Element) => {
    if (element.type === 'text') element.contentByLocale['en-US' as Locale] = 'Other words'
  }
  for (const hash of hashAfter(change)) expect(before).not.toContain(hash)
  const unfitted = (element: Element) => {
    if (element.type === 'text' && element.fitGroup === undefined) change(element)
  }
  expect(hashAfter(unfitted)).toEqual(before)
})

test('a set of one project is planned once, however many visitors look at it', () => {
  const project = createProject()
  const set = { canvasSizeId, locale: german }
  expect(listReviewScreens(project, { ...set })).toBe(listReviewScreens(project, set))
  expect(listReviewScreens(createProject(), set)).not.toBe(listReviewScreens(project, set))
})
