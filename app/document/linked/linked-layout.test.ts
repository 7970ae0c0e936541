import { describe, expect, it } from 'vitest'
import { createCounter } from '#tests/factories/generate-project.ts'
import { findArtSafeArea } from '../catalogue/art-safe-areas.ts'
import type { CanvasFamily } from '../catalogue/canvas-size-table.ts'
import { findStore, getCanvasHeight, listCanvasSizes } from '../catalogue/canvas-sizes.ts'
import { findDevice } from '../catalogue/devices.ts'
import { measureTurned } from '../edits/fit-inside.ts'
import { setOrientation } from '../edits/set-screen.ts'
import type { CanvasSizeId, ProjectId, ScreenId } from '../model/ids.ts'
import { listOrdered } from '../model/ordered.ts'
import type { Element, Project, ProjectDocument, Screen } from '../model/schema.ts'
import { editProject } from '../resolve/edit-project.ts'
import { resolveProject } from '../resolve/resolve-project.ts'
import { createSampleProject } from '../sample/sample-project.ts'
import { applyTemplateSet } from '../template-sets/apply-template-set.ts'
import { findTemplateSet } from '../template-sets/template-set-list.ts'
import { addLinkedSize } from './add-linked-size.ts'

const phone = 'iphone-69' as CanvasSizeId
const sample = createSampleProject({ id: 'p' as ProjectId, mint: createCounter('id') })

function withSet(id: string): Project {
  const set = findTemplateSet(id)
  if (set === undefined) throw new Error(`There is no set ${id}.`)
  return applyTemplateSet(sample, set, { mint: createCounter(id) })
}

const designs: readonly (readonly [string, Project])[] = [
  ['the sample', sample],
  ...['aurora', 'playground', 'poster', 'console', 'gallery'].map((id) => [id, withSet(id)] as const),
]

const listScreens = (project: ProjectDocument, size: CanvasSizeId) =>
  listOrdered<string, Screen>(resolveProject(project).screensByCanvasSize[size]).map(({ item }) => item)

const visible = (screen: Screen) => Object.values<Element>(screen.elements).filter((one) => one.visible)

type Box = { name: string; left: number; right: number; top: number; bottom: number }

/** The box around an element as it is turned. */
function boxOf({ name, x, y, width, height, rotation }: Element): Box {
  const { across, down } = measureTurned(rotation, width / Math.max(height, 1e-6))
  const [cx, cy] = [x + width / 2, y + height / 2]
  const [halfWidth, halfHeight] = [(width * across) / 2, (width * down) / 2]
  return { name, left: cx - halfWidth, right: cx + halfWidth, top: cy - halfHeight, bottom: cy + halfHeight }
}

const ofType = (screen: Screen, type: Element['type']) =>
  visible(screen)
    .filter((element) => element.type === type)
    .map(boxOf)

const overlaps = (a: Box, b: Box) =>
  Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0.005 &&
  Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.005

function listFaults(screen: Screen, size: CanvasSizeId): string[] {
  const height = getCanvasHeight(size, screen.orientation)
  const [texts, devices] = [ofType(screen, 'text'), ofType(screen, 'frame')]
  const covered = texts.flatMap((text, index) =>
    [...texts.slice(index + 1), ...devices]
      .filter((other) => overlaps(text, other))
      .map((other) => `${text.name} and ${other.name} overlap`),
  )
  const slack = 1e-6
  const outside = [...texts, ...devices]
    .filter(
      ({ left, right, top, bottom }) =>
        left < -slack || right > 1 + slack || top < -slack || bottom > height + slack,
    )
    .map(({ name }) => `${name} hangs over the canvas`)
  return [...covered, ...outside]
}

const familyOf: Readonly<Record<Exclude<CanvasFamily, 'graphic'>, string>> = {
  iphone: 'iphone',
  ipad: 'ipad',
  mac: 'mac',
  tv: 'tv',
  vision: 'tv',
  watch: 'watch',
  'android-phone': 'android-phone',
  'android-tablet': 'android-tablet',
  chromebook: 'laptop',
}

/** Sizes of another shape than the master's; on the others a design keeps its composition, crops included. */
const isComposed = (size: string, orientation: 'portrait' | 'landscape') =>
  Math.max(
    getCanvasHeight(size, orientation) / getCanvasHeight(phone, 'portrait'),
    getCanvasHeight(phone, 'portrait') / getCanvasHeight(size, orientation),
  ) > 1.35

const sizes = listCanvasSizes().filter(({ id }) => id !== phone)

describe.each(designs.map(([name, project]) => ({ name, project })))(
  '$name in a linked size',
  ({ name, project }) => {
    const alone = { ...project, screensByCanvasSize: { [phone]: project.screensByCanvasSize[phone] ?? {} } }
    const linked = sizes.reduce<ProjectDocument>(
      (draft, { id }) => addLinkedSize(draft, { canvasSizeId: id, master: phone }),
      alone,
    )

    it.each(sizes.map(({ id }) => [id]))(
      '%s: no text is covered, and nothing hangs over the canvas',
      (id) => {
        for (const screen of listScreens(linked, id)) {
          const isStrict = name === 'the sample' || isComposed(id, screen.orientation)
          const faults = listFaults(screen, id).filter((fault) => isStrict || !fault.includes('hangs over'))
          expect([screen.name, ...faults]).toEqual([screen.name])
        }
      },
    )

    it('has devices of the class of its canvas, and on graphics those that show the app', () => {
      for (const { id, family, maxCount } of sizes) {
        const screens = listScreens(linked, id)
        expect(screens).toHaveLength(Math.min(5, maxCount))
        const families = screens
          .flatMap(visible)
          .flatMap((one) => (one.type === 'frame' ? [findDevice(one.device.deviceId)?.family] : []))
        const phone = findStore(id) === 'google-play' ? 'android-phone' : 'iphone'
        expect([id, ...new Set(families)]).toEqual([id, family === 'graphic' ? phone : familyOf[family]])
      }
    })

    it('stays in the part of a graphic that is shown everywhere', () => {
      for (const { id } of sizes) {
        const safe = findArtSafeArea(id)
        if (safe === undefined) continue
        for (const box of listScreens(linked, id).flatMap((one) => [
          ...ofType(one, 'text'),
          ...ofType(one, 'frame'),
        ])) {
          expect(box.left).toBeGreaterThanOrEqual(safe.x - 1e-6)
          expect(box.right).toBeLessThanOrEqual(safe.x + safe.width + 1e-6)
          expect(box.top).toBeGreaterThanOrEqual(safe.y - 1e-6)
          expect(box.bottom).toBeLessThanOrEqual(safe.y + safe.height + 1e-6)
        }
      }
    })

    it('is laid out anew when it is turned', () => {
      for (const id of ['ipad-13', 'iphone-63', 'play-tablet-10'] as CanvasSizeId[]) {
        const [first] = listScreens(linked, id)
        const ref = { canvasSizeId: id, screenId: first?.id as ScreenId }
        const turned = editProject(linked, (current) =>
          setOrientation(current, { ...ref, orientation: 'landscape' }),
        )
        const [screen] = listScreens(turned, id)
        expect(screen?.orientation).toBe('landscape')
        expect([id, ...listFaults(screen as Screen, id)]).toEqual([id])
      }
    })
  },
)
