import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCounter, createSample, projectArbitrary } from '#tests/factories/generate-project.ts'
import { runsOf } from '#tests/setup/runs-of.ts'
import { getCanvasHeight, listCanvasSizes, listOrientations } from '../catalogue/canvas-sizes.ts'
import { planDevice } from '../catalogue/devices.ts'
import { createProject } from '../edits/create-project.ts'
import { type Capture, planCaptures } from '../edits/plan-captures.ts'
import { setOrientation } from '../edits/set-screen.ts'
import type { CanvasSizeId, ElementId, Locale, MediaId, ProjectId, ScreenId } from '../model/ids.ts'
import { listOrdered } from '../model/ordered.ts'
import { type Element, type Orientation, type Project, projectSchema, type Screen } from '../model/schema.ts'
import { applyOwnTemplate } from './apply-own-template.ts'
import { applyTemplateSet } from './apply-template-set.ts'
import { pickScreenDesign } from './template-set.ts'
import { templateSets } from './template-set-list.ts'

const mint = createCounter('t')
const locale = 'en-US' as Locale

/** Everything a person put into the screens: texts, captures, pictures and shapes, by element. */
function listContent(project: Project) {
  return Object.entries(project.screensByCanvasSize).flatMap(([size, screens]) =>
    Object.values<Screen>(screens).flatMap((screen) =>
      Object.entries<Element>(screen.elements)
        .filter(([, element]) => element.decoration !== true)
        .map(([id, element]) => [`${size} ${screen.id} ${id}`, contentOf(element)] as const),
    ),
  )
}

function contentOf(element: Element) {
  if (element.type === 'text') return element.contentByLocale
  if (element.type === 'frame') return { ...element.mediaByLocale, at: [element.pan, element.zoom] }
  const { order: _place, ...rest } = element
  return rest
}

const listDecorations = (project: Project) =>
  Object.values(project.screensByCanvasSize).flatMap((screens) =>
    Object.values<Screen>(screens).flatMap(({ elements }) =>
      Object.values<Element>(elements).filter(({ decoration }) => decoration === true),
    ),
  )

describe('a template set', () => {
  it('loses no caption, translation, capture, picture or shape of any project', () => {
    fc.assert(
      fc.property(projectArbitrary, fc.nat(), (project, at) => {
        const set = templateSets[at % templateSets.length] ?? templateSets[0]
        const designed = applyTemplateSet(project, set, { mint })
        expect(Object.fromEntries(listContent(designed))).toEqual(Object.fromEntries(listContent(project)))
        expect(designed.locales).toEqual(project.locales)
        expect(projectSchema.safeParse(designed).error).toBeUndefined()
      }),
      { numRuns: runsOf(150) },
    )
  })

  it('puts the captions of a project written from right to left at the right edge', () => {
    const set = templateSets.find(({ id }) => id === 'poster') ?? templateSets[0]
    const sides = (source: string) => {
      const project = { ...createSample(), locales: { [source]: { order: 'a0' } } as Project['locales'] }
      const [screens] = Object.values(applyTemplateSet(project, set, { mint }).screensByCanvasSize)
      return Object.values<Screen>(screens ?? {}).flatMap(({ elements }) =>
        Object.values<Element>(elements).flatMap((element) =>
          element.type === 'text' ? [element.style.align] : [],
        ),
      )
    }
    expect(sides('en-US')).toContain('left')
    expect(sides('ar-SA')).toEqual(
      sides('en-US').map((side) => ({ left: 'right', center: 'center', right: 'left' })[side]),
    )
  })

  it('is replaced whole by the next one', () => {
    fc.assert(
      fc.property(projectArbitrary, fc.nat(), fc.nat(), (project, first, second) => {
        const [a, b] = [first, second].map((at) => templateSets[at % templateSets.length] ?? templateSets[0])
        const through = applyTemplateSet(
          applyTemplateSet(project, a ?? templateSets[0], { mint }),
          b ?? templateSets[0],
          { mint },
        )
        const direct = applyTemplateSet(project, b ?? templateSets[0], { mint })
        expect(listDecorations(through).length).toBe(listDecorations(direct).length)
      }),
      { numRuns: runsOf(60) },
    )
  })

  it('keeps a capture that was put into a device of its own', () => {
    const set = templateSets.find(({ id }) => id === 'gallery') ?? templateSets[0]
    const designed = applyTemplateSet(createSample(), set, { mint })
    const [size, screens] = Object.entries(designed.screensByCanvasSize)[0] ?? []
    const found = Object.values<Screen>(screens ?? {})
      .flatMap((screen) =>
        Object.entries<Element>(screen.elements).map(([id, item]) => ({ screen, id, item })),
      )
      .find(({ item }) => item.type === 'frame' && item.decoration === true)
    if (found === undefined || found.item.type !== 'frame' || size === undefined)
      throw new Error('No such device.')
    const own = { ...found.item, mediaByLocale: { [locale]: 'mine' as MediaId } }
    const screen = { ...found.screen, elements: { ...found.screen.elements, [found.id as ElementId]: own } }
    const edited = {
      ...designed,
      screensByCanvasSize: { ...designed.screensByCanvasSize, [size]: { ...screens, [screen.id]: screen } },
    }
    const again = applyTemplateSet(edited, templateSets[1] ?? set, { mint })
    expect(JSON.stringify(again)).toContain('"mine"')
  })

  it('designs only the named screens and remembers itself', () => {
    const canvasSizeId = 'iphone-69' as CanvasSizeId
    const project = createSample()
    const [first, second] = listOrdered<ScreenId, Screen>(project.screensByCanvasSize[canvasSizeId])
    if (first === undefined || second === undefined) throw new Error('The sample has lost its screens.')
    const only = { canvasSizeId, screenIds: [second.id] }
    const designed = applyTemplateSet(project, templateSets[0], { mint, only })
    expect(designed.screensByCanvasSize[canvasSizeId]?.[first.id]).toBe(first.item)
    expect(designed.screensByCanvasSize[canvasSizeId]?.[second.id]).not.toEqual(second.item)
    expect(designed.templateSet).toEqual({ id: templateSets[0].id })
  })

  it.each(['set', 'own template'] as const)(
    'one more screen leaves the panorama as the user made it (%s)',
    (kind) => {
      const canvasSizeId = 'iphone-69' as CanvasSizeId
      const design = (project: Project, id: string, only?: readonly ScreenId[]) => {
        const set = templateSets.find((each) => each.id === id) ?? templateSets[0]
        const options = { mint, ...(only === undefined ? {} : { only: { canvasSizeId, screenIds: only } }) }
        if (kind === 'set') return applyTemplateSet(project, set, options)
        return applyOwnTemplate(project, applyTemplateSet(createSample(), set, { mint }), options)
      }
      const readShared = (project: Project) => project.sharedBackgrounds?.[canvasSizeId]
      const ids = listOrdered<ScreenId, Screen>(createSample().screensByCanvasSize[canvasSizeId]).map(
        ({ id }) => id,
      )
      const [first, added] = [ids[0], ids.at(-1)] as [ScreenId, ScreenId]
      const background = { type: 'colour', colour: '#123456' } as const
      const screens = { [first]: true, [ids[1] as ScreenId]: true } as Record<ScreenId, true>
      const edit = (project: Project): Project => ({
        ...project,
        sharedBackgrounds: { [canvasSizeId]: { background, screens } },
      })

      const poster = edit(design(createSample(), 'poster'))
      expect(readShared(design(poster, 'poster', [added]))).toEqual({ background, screens })
      const horizon = edit(design(createSample(), 'horizon'))
      expect(readShared(design(horizon, 'horizon', [added]))).toEqual({
        background,
        screens: { ...screens, [added]: true },
      })
      const off = { ...horizon, sharedBackgrounds: {} }
      expect(readShared(design(off, 'horizon', [added]))).toBeUndefined()
      // The first captures of a project are all its screens.
      const whole = readShared(design(horizon, 'horizon'))
      expect(Object.keys(whole?.screens ?? {}).toSorted()).toEqual(ids.toSorted())
      expect(readShared(design(off, 'horizon', ids))).toEqual(whole)
    },
  )

  it('goes on in its rhythm, and its hero is the only one', () => {
    const set = templateSets[0]
    const designs = Array.from({ length: 12 }, (_, index) => pickScreenDesign(set, index))
    expect(designs.filter((design) => design === set.screens[0])).toHaveLength(1)
    expect(designs[set.screens.length]).toBe(set.screens[set.loopFrom])
  })
})

const capturePx: Readonly<Record<string, readonly [number, number]>> = {
  'iphone-69': [1320, 2868],
  'ipad-13': [2064, 2752],
  'play-phone': [1080, 2400],
  'play-tablet-10': [1600, 2560],
  mac: [2880, 1800],
  'iphone-69 landscape': [2868, 1320],
}

/** Six captures with captions of ordinary length, in two languages. */
function createSet(place: string): { project: Project; canvasSizeId: CanvasSizeId } {
  const canvasSizeId = place.split(' ')[0] as CanvasSizeId
  const [widthPx, heightPx] = capturePx[place] ?? [1320, 2868]
  expect(planDevice({ widthPx, heightPx }).kind).not.toBe('none')
  const captures = Array.from(
    { length: 6 },
    (_, index): Capture => ({ mediaId: `m${index}` as MediaId, widthPx, heightPx, name: `${index}.png` }),
  )
  const empty = createProject({ id: 'p' as ProjectId, name: 'App', locale, mint, canvasSizeId })
  const { project } = planCaptures(empty, { captures, canvasSizeId, locale, mint })
  return { project, canvasSizeId }
}

type Point = { x: number; y: number }
type Box = { x: number; y: number; width: number; height: number; rotation?: number }

function cornersOf({ x, y, width, height, rotation = 0 }: Box): Point[] {
  const radians = (rotation * Math.PI) / 180
  const [cx, cy] = [x + width / 2, y + height / 2]
  return [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ].map(([across = 0, down = 0]) => {
    const [dx, dy] = [(across * width) / 2, (down * height) / 2]
    return {
      x: cx + dx * Math.cos(radians) - dy * Math.sin(radians),
      y: cy + dx * Math.sin(radians) + dy * Math.cos(radians),
    }
  })
}

/** Separating axes of two rectangles, one of them turned. */
function overlap(first: Box, second: Box): boolean {
  const [a, b] = [cornersOf(first), cornersOf(second)]
  const axes = [0, ((second.rotation ?? 0) * Math.PI) / 180].flatMap((angle) => [
    { x: Math.cos(angle), y: Math.sin(angle) },
    { x: -Math.sin(angle), y: Math.cos(angle) },
  ])
  return axes.every((axis) => {
    const along = (points: Point[]) => points.map(({ x, y }) => x * axis.x + y * axis.y)
    const [p, q] = [along(a), along(b)]
    return Math.min(...p) < Math.max(...q) - 1e-6 && Math.min(...q) < Math.max(...p) - 1e-6
  })
}

describe.each(templateSets.map((set) => [set.name, set] as const))('%s', (_name, set) => {
  it.each(Object.keys(capturePx))('leaves every caption clear and whole on %s', (place) => {
    const { project, canvasSizeId } = createSet(place)
    const designed = applyTemplateSet(project, set, { mint })
    const screens = Object.values<Screen>(designed.screensByCanvasSize[canvasSizeId] ?? {})
    expect(screens).toHaveLength(6)
    for (const screen of screens) {
      const height = getCanvasHeight(canvasSizeId, screen.orientation)
      const elements = Object.values<Element>(screen.elements).filter(({ visible }) => visible)
      const texts = elements.filter((element) => element.type === 'text')
      const frames = elements.filter((element) => element.type === 'frame')
      expect(texts.length).toBeGreaterThan(0)
      for (const text of texts) {
        expect(text.x).toBeGreaterThanOrEqual(0.03)
        expect(text.x + text.width).toBeLessThanOrEqual(0.97)
        expect(text.y).toBeGreaterThan(0)
        expect(text.y + text.height).toBeLessThan(height)
        for (const frame of frames) expect([screen.name, overlap(text, frame)]).toEqual([screen.name, false])
        for (const other of texts) if (other !== text) expect(overlap(text, other)).toBe(false)
      }
      for (const frame of frames) {
        expect(cornersOf(frame).some(({ x, y }) => x > 0 && x < 1 && y > 0 && y < height)).toBe(true)
      }
    }
  })

  it('finds a place for caption and device on every slot of the stores', () => {
    for (const { id, family, isBare } of listCanvasSizes()) {
      for (const orientation of listOrientations(id)) {
        const project = createProject({ id: 'p' as ProjectId, name: 'App', locale, mint, canvasSizeId: id })
        const turned = turnAll(project, id, orientation)
        const designed = applyTemplateSet(turned, set, { mint })
        if (isBare) {
          expect(designed.screensByCanvasSize).toEqual(turned.screensByCanvasSize)
          continue
        }
        for (const screen of Object.values<Screen>(designed.screensByCanvasSize[id] ?? {})) {
          const height = getCanvasHeight(id, orientation)
          const elements = Object.values<Element>(screen.elements).filter(({ visible }) => visible)
          const [text] = elements.filter((element) => element.type === 'text')
          const place = `${id} ${family} ${orientation}`
          if (text === undefined) throw new Error(`The caption is gone on ${place}.`)
          expect([place, text.y >= 0, text.y + text.height <= height + 1e-6]).toEqual([place, true, true])
          for (const frame of elements.filter(({ type }) => type === 'frame')) {
            expect([place, overlap(text, frame)]).toEqual([place, false])
          }
        }
      }
    }
  })
})

function turnAll(project: Project, canvasSizeId: CanvasSizeId, orientation: Orientation): Project {
  const screens = Object.keys(project.screensByCanvasSize[canvasSizeId] ?? {}) as ScreenId[]
  return screens.reduce(
    (turned, screenId) => setOrientation(turned, { canvasSizeId, screenId, orientation }),
    project,
  )
}
