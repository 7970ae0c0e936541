import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { projectArbitrary } from '#tests/factories/generate-project.ts'
import { createFrame, createShape } from '../edits/create-element.ts'
import { applyLayoutInRow } from '../layouts/apply-layout-in-row.ts'
import { findLayout } from '../layouts/layout-table.ts'
import type { CanvasSizeId, ElementId, ScreenId } from '../model/ids.ts'
import type { Element, Project, Screen } from '../model/schema.ts'
import { resolveScreen, toPassingId } from './resolve-screen.ts'

const size = 'iphone-69' as CanvasSizeId
const screenId = (id: string) => id as ScreenId

const createRow = (elements: Readonly<Record<string, Element>>, turned?: string): Project =>
  ({
    screensByCanvasSize: {
      [size]: Object.fromEntries(
        ['a', 'b', 'c'].map((id): [string, Screen] => [
          id,
          {
            id: screenId(id),
            order: `a${id}`,
            name: id,
            orientation: id === turned ? 'landscape' : 'portrait',
            background: { type: 'colour', colour: '#ffffff' },
            elements: Object.fromEntries(
              Object.entries(elements).filter(([name]) => name.startsWith(id)),
            ) as Screen['elements'],
          },
        ]),
      ),
    },
  }) as unknown as Project

const bar = (more: Partial<Element> = {}): Element => ({
  ...createShape({ order: 'a0', x: 0.5, y: 1, width: 1, height: 0.2, shape: 'rectangle', fill: '#ff0000' }),
  ...(more as object),
})

const idsOn = (project: Project, id: string) =>
  Object.keys(resolveScreen(project, size, screenId(id))?.elements ?? {})

describe('a resolved screen', () => {
  it('shows the part of an element of another screen that runs across it', () => {
    const project = createRow({ a1: bar({ spans: true }) })
    const part = toPassingId(screenId('a'), 'a1' as ElementId)
    expect(idsOn(project, 'a')).toEqual(['a1'])
    expect(idsOn(project, 'b')).toEqual([part])
    expect(idsOn(project, 'c')).toEqual([])
    expect(resolveScreen(project, size, screenId('b'))?.elements[part]?.x).toBe(-0.5)
  })

  it('has the device that a magnifier of another screen enlarges, without drawing it', () => {
    const frame = createFrame({ order: 'a0', x: 0, y: 0, width: 0.5, deviceId: 'pixel', landscape: false })
    const lens = { frameId: 'a2' as ElementId, x: 0.5, y: 0.5, zoom: 2 }
    const magnifier = bar({ spans: true, shape: 'lens', lens } as Partial<Element>)
    const read = (device: Element) => {
      const project = createRow({ a1: magnifier, a2: device })
      const elements = resolveScreen(project, size, screenId('b'))?.elements ?? {}
      const part = elements[toPassingId(screenId('a'), 'a1' as ElementId)]
      const named = part?.type === 'shape' ? part.lens?.frameId : undefined
      return named === undefined ? undefined : elements[named]
    }
    expect(read(frame)).toEqual({ ...frame, x: -1, visible: false })
    // A device that runs across the screen itself is drawn.
    expect(read({ ...frame, x: 0.8, spans: true })).toMatchObject({ visible: true })
    const project = createRow({ a1: magnifier, a2: frame })
    const before = resolveScreen(project, size, screenId('b'))
    const row = project.screensByCanvasSize[size] ?? {}
    const a = row[screenId('a')] as Screen
    const turned = { ...a, elements: { ...a.elements, a2: { ...frame, rotation: 5 } } }
    const edited = { screensByCanvasSize: { [size]: { ...row, a: turned } } } as unknown as Project
    expect(resolveScreen(edited, size, screenId('b'))).not.toBe(before)
  })

  it('is the very screen while nothing runs across it', () => {
    fc.assert(
      fc.property(projectArbitrary, (project) => {
        for (const [canvasSizeId, screens] of Object.entries(project.screensByCanvasSize)) {
          for (const [id, screen] of Object.entries<Screen>(screens)) {
            expect(resolveScreen(project, canvasSizeId as CanvasSizeId, id as ScreenId)).toBe(screen)
          }
        }
      }),
      { numRuns: 20 },
    )
  })

  it('stays the same object while what runs across it does', () => {
    const project = createRow({ a1: bar({ spans: true }), c1: bar({ x: 0 }) })
    const before = resolveScreen(project, size, screenId('b'))
    const row = project.screensByCanvasSize[size] ?? {}
    const c = row[screenId('c')] as Screen
    const edited = {
      screensByCanvasSize: { [size]: { ...row, c: { ...c, name: 'C' } } },
    } as unknown as Project
    expect(resolveScreen(edited, size, screenId('b'))).toBe(before)
  })

  it('shows nothing of an element that is hidden, belongs to its screen alone, or lies in another orientation', () => {
    expect(idsOn(createRow({ a1: bar() }), 'b')).toEqual([])
    expect(idsOn(createRow({ a1: bar({ spans: true, visible: false }) }), 'b')).toEqual([])
    expect(idsOn(createRow({ a1: bar({ spans: true }) }, 'b'), 'b')).toEqual([])
    expect(idsOn(createRow({ a1: bar({ spans: true, width: 2 }) }, 'b'), 'c')).toEqual([])
  })

  it('continues a device over the next screen when the layout says so, and takes it back with the next layout', () => {
    const [pair, single] = [findLayout('panorama-pair'), findLayout('caption-top')]
    if (pair === undefined || single === undefined) throw new Error('The layouts changed their ids.')
    const row = createRow({}).screensByCanvasSize[size] ?? {}
    const context = { canvasSizeId: size, mint: () => `new-${++count}`, measureHeight: () => 0.2 }
    const paired = applyLayoutInRow(row, { screenId: screenId('a'), layout: pair }, context)
    const project = { screensByCanvasSize: { [size]: paired } } as unknown as Project
    expect(idsOn(project, 'b').some((id) => id.startsWith('a/'))).toBe(true)
    const back = applyLayoutInRow(paired, { screenId: screenId('a'), layout: single }, context)
    expect(idsOn({ screensByCanvasSize: { [size]: back } } as unknown as Project, 'b')).toEqual([])
  })
})

let count = 0
