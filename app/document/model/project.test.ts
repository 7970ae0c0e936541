import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  createCounter,
  createSample,
  editsArbitrary,
  projectArbitrary,
} from '#tests/factories/generate-project.ts'
import { getCanvasHeight } from '../catalogue/canvas-sizes.ts'
import { applyChange } from '../changes/apply-change.ts'
import { diffProjects } from '../changes/diff-projects.ts'
import { createProject } from '../edits/create-project.ts'
import { type Capture, planCaptures } from '../edits/plan-captures.ts'
import { reorderElement } from '../edits/reorder-element.ts'
import { setOrientation } from '../edits/set-screen.ts'
import type { CanvasSizeId, ElementId, Locale, MediaId, ProjectId, ScreenId } from './ids.ts'
import { migrateProjectData } from './migrate.ts'
import { listOrdered } from './ordered.ts'
import { parseProject } from './parse-project.ts'
import { fromProjectData, toProjectData } from './project-data.ts'
import type { Project, Screen } from './schema.ts'

const phone = 'iphone-69' as CanvasSizeId
const english = 'en-US' as Locale
const id = '0d6f3c55-1c52-4c3b-9c65-3f5f2b8a7a10' as ProjectId
const createEmpty = () => createProject({ id, name: 'Mine', locale: english, mint: createCounter('new') })
const screensOf = (project: Project) =>
  listOrdered<ScreenId, Screen>(project.screensByCanvasSize[phone]).map(({ item }) => item)

describe('a stored project', () => {
  test('parses after migration: the sample and a new one', () => {
    for (const project of [createSample(), createEmpty()]) {
      const stored: unknown = JSON.parse(JSON.stringify(project))
      expect(parseProject(migrateProjectData(stored))).toEqual({ kind: 'ok', project })
    }
  })

  test('[F31] keeps unknown fields at every level through parse, edits and JSON', () => {
    fc.assert(
      fc.property(projectArbitrary, editsArbitrary, (base, edits) => {
        const foreign = { future: { deep: [1, 'two', null] } }
        const screens = screensOf(base)
        const kept = screens[0]
        const raw = {
          ...base,
          ...foreign,
          view: { ...base.view, ...foreign },
          screensByCanvasSize: {
            ...base.screensByCanvasSize,
            [phone]: Object.fromEntries(
              screens.map((screen) => [
                screen.id,
                {
                  ...screen,
                  ...foreign,
                  elements: Object.fromEntries(
                    Object.entries(screen.elements).map(([key, element]) => [
                      key,
                      { ...element, ...foreign },
                    ]),
                  ),
                },
              ]),
            ),
          },
        }
        const parsed = parseProject(JSON.parse(JSON.stringify(raw)))
        if (parsed.kind !== 'ok') throw new Error(JSON.stringify(parsed))
        const edited = edits.reduce((project, edit) => edit.apply(project), parsed.project as Project)
        const change = diffProjects(parsed.project, edited, 'edit')
        const again = parseProject(JSON.parse(JSON.stringify(applyChange(parsed.project, change))))
        if (again.kind !== 'ok') throw new Error(JSON.stringify(again))
        expect(again.project).toMatchObject({ ...foreign, view: foreign })
        const survivor = kept === undefined ? undefined : again.project.screensByCanvasSize[phone]?.[kept.id]
        if (survivor !== undefined) expect(survivor).toMatchObject(foreign)
        for (const [key, element] of Object.entries(survivor?.elements ?? {})) {
          if (kept !== undefined && Object.hasOwn(kept.elements, key)) expect(element).toMatchObject(foreign)
        }
      }),
      { numRuns: 40 },
    )
  })

  test('of a newer schemaVersion is recognised and left alone', () => {
    const raw = { ...createEmpty(), schemaVersion: 3 }
    expect(parseProject(raw)).toEqual({ kind: 'newer', schemaVersion: 3, raw })
  })

  test('is sent without id and name and restored whole', () => {
    const project = createSample()
    const data = toProjectData(project)
    expect(data).not.toHaveProperty('id')
    expect(fromProjectData({ id: project.id, name: project.name, data })).toEqual({ kind: 'ok', project })
    for (const broken of [null, 3, [], 'x', {}]) {
      expect(fromProjectData({ id, name: 'x', data: broken }).kind).toBe('invalid')
    }
  })
})

describe('order', () => {
  test('is by key, and by id where two devices minted the same key', () => {
    const map = { b: { order: 'a1' }, a: { order: 'a1' }, c: { order: 'a0' }, d: { order: 'Zz' } }
    expect(listOrdered(map).map((entry) => entry.id)).toEqual(['d', 'c', 'a', 'b'])
  })

  test('of elements is a stack: front, forward, backward, back', () => {
    const project = createSample()
    const screen = screensOf(project)[0]
    if (screen === undefined) throw new Error('The sample has no screen.')
    const before = listOrdered(screen.elements).map((entry) => entry.id as ElementId)
    const move = (elementId: ElementId | undefined, to: 'front' | 'forward' | 'backward' | 'back') => {
      if (elementId === undefined) throw new Error('There is no such element.')
      const ref = { canvasSizeId: phone, screenId: screen.id, elementId }
      const moved = screensOf(reorderElement(project, { ...ref, to }))[0]
      return listOrdered(moved?.elements).map((entry) => entry.id)
    }
    const [a, b, c, d] = before
    expect(move(a, 'front')).toEqual([b, c, d, a])
    expect(move(d, 'back')).toEqual([d, a, b, c])
    expect(move(b, 'forward')).toEqual([a, c, b, d])
    expect(move(c, 'backward')).toEqual([a, c, b, d])
    expect(move(d, 'front')).toEqual(before)
  })
})

describe('turning a screen', () => {
  test('leaves every element on the canvas that was on it', () => {
    for (const screen of screensOf(createSample())) {
      const ref = { canvasSizeId: phone, screenId: screen.id }
      const turned = setOrientation(createSample(), { ...ref, orientation: 'landscape' })
      const back = setOrientation(turned, { ...ref, orientation: 'portrait' })
      for (const [project, orientation] of [
        [turned, 'landscape'],
        [back, 'portrait'],
      ] as const) {
        const height = getCanvasHeight(phone, orientation)
        for (const element of Object.values(
          project.screensByCanvasSize[phone]?.[screen.id]?.elements ?? {},
        )) {
          if (element.type === 'shape') continue
          expect(element.x).toBeGreaterThanOrEqual(-1e-9)
          expect(element.x + element.width).toBeLessThanOrEqual(1 + 1e-9)
          expect(element.y).toBeGreaterThanOrEqual(-1e-9)
          expect(element.y + element.height).toBeLessThanOrEqual(height + 1e-9)
        }
      }
    }
  })
})

describe('dropped captures', () => {
  const capture = (name: string, widthPx: number, heightPx: number): Capture => ({
    mediaId: name as MediaId,
    name,
    widthPx,
    heightPx,
  })
  const options = { canvasSizeId: phone, locale: english, mint: createCounter('m') }
  const framesOf = (screen: Screen | undefined) =>
    Object.values(screen?.elements ?? {}).filter((element) => element.type === 'frame')

  test('fill the empty screen first, then get one each, in order, in the frame of their pixels', () => {
    const captures = [capture('a', 1206, 2622), capture('b', 1320, 2868), capture('c', 2064, 2752)]
    const plan = planCaptures(createEmpty(), { ...options, captures })
    const screens = screensOf(plan.project)
    expect(screens.map((screen) => screen.id)).toEqual(plan.screenIds)
    expect(plan.warnings).toEqual([])
    expect(screens.map((screen) => framesOf(screen)[0])).toMatchObject([
      { device: { deviceId: 'iphone-63' }, mediaByLocale: { 'en-US': 'a' } },
      { device: { deviceId: 'iphone-69' }, mediaByLocale: { 'en-US': 'b' } },
      { device: { deviceId: 'ipad-13' }, mediaByLocale: { 'en-US': 'c' } },
    ])
    expect(parseProject(plan.project).kind).toBe('ok')
  })

  test('in landscape turn the empty screen and their own, and the device fits the canvas', () => {
    const captures = [capture('a', 2622, 1206), capture('b', 2868, 1320)]
    const { project } = planCaptures(createEmpty(), { ...options, captures })
    for (const screen of screensOf(project)) {
      const [frame] = framesOf(screen)
      expect(screen.orientation).toBe('landscape')
      expect(frame).toMatchObject({ device: { landscape: true } })
      expect((frame?.y ?? 1) + (frame?.height ?? 1)).toBeLessThanOrEqual(getCanvasHeight(phone, 'landscape'))
      expect(frame?.width).toBeGreaterThan(0.5)
    }
  })

  test('without a device are warned about by name and keep their shape', () => {
    const { project, warnings } = planCaptures(createEmpty(), {
      ...options,
      captures: [capture('odd.png', 900, 900)],
    })
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toContain('odd.png')
    expect(framesOf(screensOf(project)[0])[0]).toMatchObject({
      device: { deviceId: 'plain', landscape: false },
    })
    const close = planCaptures(createEmpty(), { ...options, captures: [capture('small.png', 660, 1434)] })
    expect(close.warnings[0]).toContain('small.png')
  })

  test('dropped on a frame replace its picture in this language only', () => {
    const first = planCaptures(createEmpty(), { ...options, captures: [capture('a', 1206, 2622)] })
    const screen = screensOf(first.project)[0]
    const elementId = Object.entries(screen?.elements ?? {}).find(
      ([, element]) => element.type === 'frame',
    )?.[0]
    const { project, screenIds } = planCaptures(first.project, {
      ...options,
      locale: 'de-DE' as Locale,
      captures: [capture('b', 1206, 2622), capture('c', 1206, 2622)],
      targetScreenId: screen?.id as ScreenId,
      targetElementId: elementId as ElementId,
    })
    const screens = screensOf(project)
    expect(screens.map((item) => item.id)).toEqual(screenIds)
    expect(framesOf(screens[0])[0]).toMatchObject({ mediaByLocale: { 'en-US': 'a', 'de-DE': 'b' } })
  })

  test('come right after the named screen', () => {
    const three = [capture('a', 1206, 2622), capture('b', 1206, 2622), capture('c', 1206, 2622)]
    const plan = planCaptures(createEmpty(), { ...options, captures: three })
    const [first, second, third] = plan.screenIds
    const next = planCaptures(plan.project, {
      ...options,
      captures: [capture('d', 1206, 2622), capture('e', 1206, 2622)],
      afterScreenId: first as ScreenId,
    })
    expect(screensOf(next.project).map((screen) => screen.id)).toEqual([
      first,
      ...next.screenIds,
      second,
      third,
    ])
  })

  test('that are empty change nothing', () => {
    const project = createEmpty()
    expect(planCaptures(project, { ...options, captures: [] }).project).toBe(project)
  })
})
