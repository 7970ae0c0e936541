import fc from 'fast-check'
import { palettes } from '#app/document/catalogue/palettes.ts'
import type { Json } from '#app/document/changes/change.ts'
import { addCanvasSize, removeCanvasSize } from '#app/document/edits/add-canvas-size.ts'
import { addElement, removeElements } from '#app/document/edits/add-element.ts'
import { addScreen } from '#app/document/edits/add-screen.ts'
import { createFrame, createImage, createShape, createText } from '#app/document/edits/create-element.ts'
import { duplicateElements } from '#app/document/edits/duplicate-elements.ts'
import { duplicateScreen } from '#app/document/edits/duplicate-screen.ts'
import { groupElements, ungroup } from '#app/document/edits/group-elements.ts'
import { moveScreen } from '#app/document/edits/move-screen.ts'
import { planCaptures } from '#app/document/edits/plan-captures.ts'
import { removeScreen } from '#app/document/edits/remove-screen.ts'
import { renameProject } from '#app/document/edits/rename-project.ts'
import { type ElementMove, reorderElement } from '#app/document/edits/reorder-element.ts'
import { setCaption, setCapture } from '#app/document/edits/set-content.ts'
import { renameScreen, setBackground, setOrientation } from '#app/document/edits/set-screen.ts'
import { moveElements, updateElement } from '#app/document/edits/update-element.ts'
import type {
  CanvasSizeId,
  ElementId,
  GroupId,
  Locale,
  MediaId,
  ProjectId,
  ScreenId,
} from '#app/document/model/ids.ts'
import { orderBetween } from '#app/document/model/order-key.ts'
import type { Background, Element, Project } from '#app/document/model/schema.ts'
import { createSampleProject } from '#app/document/sample/sample-project.ts'

export type Edit = { readonly name: string; readonly apply: (project: Project) => Project }

export function createCounter(prefix: string): () => string {
  let count = 0
  return () => {
    count += 1
    return `${prefix}-${count}`
  }
}

const projectId = 'b5f2b0a4-4a9c-4c0e-8a35-1f1f5a0c9e11' as ProjectId
const locales = ['en-US', 'de-DE', 'ar-SA'].map((tag) => tag as Locale)
const sizes = ['iphone-69', 'ipad-13', 'play-phone', 'mac', 'play-feature-graphic'].map(
  (id) => id as CanvasSizeId,
)

const numbers = fc.double({ min: -2, max: 2, noNaN: true })
const index = fc.nat(50)
/** Text with letters of two UTF-16 units, and keys every object inherits. */
const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: fc.constantFrom('a', 'b', ' ', '😀', '😁', '🙀', 'é'), maxLength: 12 }),
)
const locale = fc.constantFrom(...locales)
const size = fc.constantFrom(...sizes)
const background = fc.record({ at: index, x: numbers, y: numbers }).map(({ at, x, y }): Background => {
  const stops = [
    { offset: 0, colour: '#000000' },
    { offset: 1, colour: '#ffffff' },
  ]
  if (at === 0) return { type: 'colour', colour: '#112233' }
  if (at % 3 === 0) return { type: 'radial', x, y, radius: Math.abs(x), stops }
  return palettes[at % palettes.length]?.background ?? palettes[0].background
})

/** Any edit of the document. Indices are taken modulo the screens and elements, so that few edits miss. */
export const editArbitrary: fc.Arbitrary<Edit> = fc
  .record({
    kind: fc.constantFrom(...Object.keys(getEdits())),
    choice: fc.record({
      seed: fc.uuid(),
      size: index,
      screen: index,
      element: index,
      other: index,
      words,
      locale,
      newSize: size,
      background,
      dx: numbers,
      dy: numbers,
      to: fc.constantFrom<ElementMove>('front', 'forward', 'backward', 'back'),
      flag: fc.boolean(),
      // Key names that every object inherits, and plain ones.
      extra: fc.dictionary(fc.constantFrom('toString', 'valueOf', 'a', 'b'), fc.jsonValue({ maxDepth: 2 }), {
        maxKeys: 3,
      }),
    }),
  })
  .map(({ kind, choice }) => ({ name: kind, apply: (project) => applyChoice(project, kind, choice) }))

type Choice = {
  seed: string
  size: number
  screen: number
  element: number
  other: number
  words: string
  locale: Locale
  newSize: CanvasSizeId
  background: Background
  dx: number
  dy: number
  to: ElementMove
  flag: boolean
  extra: Record<string, unknown>
}

type Picked = {
  canvasSizeId: CanvasSizeId
  screenId: ScreenId
  elementId: ElementId
  otherScreenId: ScreenId
  element: Element | undefined
}

function applyChoice(project: Project, kind: string, choice: Choice): Project {
  const edit = getEdits()[kind]
  if (edit === undefined) throw new Error(`No edit is called ${kind}.`)
  return edit(project, pick(project, choice), choice)
}

function pick(project: Project, choice: Choice): Picked {
  const canvasSizeId = at(Object.keys(project.screensByCanvasSize), choice.size, 'iphone-69') as CanvasSizeId
  const screens = project.screensByCanvasSize[canvasSizeId] ?? {}
  const screenId = at(Object.keys(screens), choice.screen, 'gone') as ScreenId
  const elements = screens[screenId]?.elements ?? {}
  const elementId = at(Object.keys(elements), choice.element, 'gone') as ElementId
  const otherScreenId = at(Object.keys(screens), choice.other, 'gone') as ScreenId
  return { canvasSizeId, screenId, elementId, otherScreenId, element: elements[elementId] }
}

const listElementIds = (project: Project, { canvasSizeId, screenId }: Picked) =>
  Object.keys(project.screensByCanvasSize[canvasSizeId]?.[screenId]?.elements ?? {}) as ElementId[]

const at = (keys: readonly string[], index: number, none: string) =>
  keys[index % Math.max(keys.length, 1)] ?? none

type ApplyEdit = (project: Project, picked: Picked, choice: Choice) => Project

function getEdits(): Readonly<Record<string, ApplyEdit>> {
  return {
    renameProject: (project, _, { words }) => renameProject(project, words),
    addScreen: (project, { canvasSizeId, screenId }, { seed, locale, flag }) =>
      addScreen(project, {
        canvasSizeId,
        screenId: seed as ScreenId,
        locale,
        mint: createCounter(seed),
        ...(flag ? { afterScreenId: screenId } : {}),
      }),
    removeScreen: (project, picked) => removeScreen(project, picked),
    duplicateScreen: (project, picked, { seed }) =>
      duplicateScreen(project, {
        ...picked,
        newScreenId: `copy-${seed}` as ScreenId,
        mint: createCounter(seed),
      }),
    moveScreen: (project, picked, { flag }) =>
      moveScreen(project, {
        ...picked,
        ...(flag ? { before: picked.otherScreenId } : { after: picked.otherScreenId }),
      }),
    renameScreen: (project, picked, { words }) => renameScreen(project, { ...picked, name: words }),
    setOrientation: (project, picked, { flag }) =>
      setOrientation(project, { ...picked, orientation: flag ? 'landscape' : 'portrait' }),
    setBackground: (project, picked, { background }) => setBackground(project, { ...picked, background }),
    addElement: (project, picked, choice) =>
      addElement(project, {
        ...picked,
        elementId: `new-${choice.seed}` as ElementId,
        element: createAnyElement(choice),
      }),
    removeElements: (project, picked) =>
      removeElements(project, { ...picked, elementIds: [picked.elementId] }),
    duplicateElements: (project, picked, { seed }) =>
      duplicateElements(project, {
        ...picked,
        elementIds: [picked.elementId],
        mint: createCounter(`dup-${seed}`),
      }),
    moveElements: (project, picked, { dx, dy }) =>
      moveElements(project, { ...picked, elementIds: [picked.elementId], dx, dy }),
    updateElement: (project, picked, { dx, flag, extra }) =>
      updateElement(project, {
        ...picked,
        patch: {
          rotation: dx * 90,
          visible: flag,
          extra: extra as Json,
          shadow: flag ? undefined : { x: 0, y: dx, blur: 0.1, colour: '#00000080' },
        },
      }),
    reorderElement: (project, picked, { to }) => reorderElement(project, { ...picked, to }),
    groupElements: (project, picked, { seed, words, flag }) =>
      groupElements(project, {
        ...picked,
        elementIds: flag ? listElementIds(project, picked) : [picked.elementId],
        groupId: `group-${seed}` as GroupId,
        name: words,
      }),
    ungroup: (project, picked) =>
      ungroup(project, {
        ...picked,
        groupIds: picked.element?.groupId === undefined ? [] : [picked.element.groupId],
      }),
    setCaption: (project, picked, { locale, words }) =>
      setCaption(project, { ...picked, locale, content: words }),
    setCapture: (project, picked, { locale, seed, flag }) =>
      setCapture(project, { ...picked, locale, mediaId: flag ? (seed as MediaId) : undefined }),
    addCanvasSize: (project, { canvasSizeId }, { newSize, locale, seed, flag }) =>
      addCanvasSize(project, {
        canvasSizeId: newSize,
        locale,
        mint: createCounter(`size-${seed}`),
        ...(flag ? { copyFrom: canvasSizeId } : {}),
      }),
    removeCanvasSize: (project, { canvasSizeId }) => removeCanvasSize(project, canvasSizeId),
    planCaptures: (project, { canvasSizeId, screenId }, { locale, seed, flag }) =>
      planCaptures(project, {
        captures: [
          {
            mediaId: seed as MediaId,
            widthPx: flag ? 2796 : 1206,
            heightPx: flag ? 1290 : 2622,
            name: 'a.png',
          },
        ],
        canvasSizeId,
        locale,
        mint: createCounter(`plan-${seed}`),
        ...(flag ? { targetScreenId: screenId } : {}),
      }).project,
    setView: (project, { canvasSizeId, screenId }, { locale }) => ({
      ...project,
      view: { ...project.view, canvasSizeId, screenId, locale },
    }),
    shareBackground: (project, { canvasSizeId, screenId }, { background }) => ({
      ...project,
      sharedBackgrounds: {
        ...project.sharedBackgrounds,
        [canvasSizeId]: { background, screens: { [screenId]: true as const } },
      },
    }),
    addLocale: (project, _, { locale }) => ({
      ...project,
      locales: { ...project.locales, [locale]: { order: orderBetween(undefined, undefined) } },
    }),
  }
}

function createAnyElement({ words, locale, dx, dy, flag, seed }: Choice): Element {
  const placement = { order: orderBetween(undefined, undefined), x: dx, y: dy, width: 0.4 }
  if (flag && dx > 0) return createText({ ...placement, contentByLocale: { [locale]: words } })
  if (flag) return createShape({ ...placement, height: 0.2, shape: 'ellipse', fill: '#ff0000' })
  if (dx > 0) {
    return createImage({
      ...placement,
      mediaByLocale: { [locale]: seed as MediaId },
      picturePx: { widthPx: 40, heightPx: 30 },
    })
  }
  return createFrame({ ...placement, deviceId: 'iphone-63', landscape: dy > 0 })
}

export const editsArbitrary = fc.array(editArbitrary, { minLength: 1, maxLength: 8 })

/** The sample project after some edits. */
export const projectArbitrary: fc.Arbitrary<Project> = fc
  .array(editArbitrary, { maxLength: 5 })
  .map((edits) => edits.reduce((project, edit) => edit.apply(project), createSample()))

export function createSample(): Project {
  return createSampleProject({ id: projectId, mint: createCounter('sample') })
}
