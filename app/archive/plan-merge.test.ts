import { expect, it } from 'vitest'
import { applyChange } from '#app/document/changes/apply-change.ts'
import { invertChange } from '#app/document/changes/invert-change.ts'
import { addScreen } from '#app/document/edits/add-screen.ts'
import { createProject } from '#app/document/edits/create-project.ts'
import { removeScreen } from '#app/document/edits/remove-screen.ts'
import { renameProject } from '#app/document/edits/rename-project.ts'
import { addLinkedSize } from '#app/document/linked/add-linked-size.ts'
import { findMasterOf } from '#app/document/linked/find-master-size.ts'
import { unlinkSize } from '#app/document/linked/unlink-size.ts'
import type { CanvasSizeId } from '#app/document/model/ids.ts'
import { isSameProject, planArchiveMerge } from './plan-merge.ts'

let count = 0
const mint = () => {
  count += 1
  return `id-${count}`
}
const locale = 'en-US' as never
const base = createProject({
  id: '11111111-1111-4111-8111-111111111111' as never,
  name: 'Tides',
  locale,
  mint,
})
const [size = '' as CanvasSizeId] = Object.keys(base.screensByCanvasSize) as CanvasSizeId[]

it('takes what the file has, keeps what is only here, and is undone as one edit', () => {
  const here = {
    ...addScreen(base, { canvasSizeId: size, screenId: 'mine' as never, locale, mint }),
    view: { zoom: 2 },
  }
  const archived = { ...renameProject(base, 'Tides 2'), view: { zoom: 9 } }
  const change = planArchiveMerge(here, archived)
  const merged = applyChange(here, change)
  expect(merged.name).toBe('Tides 2')
  expect(merged.view).toEqual({ zoom: 2 })
  expect(merged.screensByCanvasSize).toEqual(here.screensByCanvasSize)
  expect(applyChange(merged, invertChange(change))).toEqual(here)
})

it('brings back a screen that was deleted here, and changes nothing where both are equal', () => {
  const [screenId = ''] = Object.keys(base.screensByCanvasSize[size] ?? {})
  const here = removeScreen(base, { canvasSizeId: size, screenId: screenId as never })
  expect(applyChange(here, planArchiveMerge(here, base)).screensByCanvasSize).toEqual(
    base.screensByCanvasSize,
  )
  expect(planArchiveMerge(base, { ...base, view: { zoom: 3 } }).ops).toEqual([])
  expect(isSameProject(base, { ...base, view: { zoom: 3 } })).toBe(true)
  expect(isSameProject(here, base)).toBe(false)
})

it('has the version of all that is in it then: linked sizes that are only here stay linked', () => {
  const [pad, mac] = ['ipad-13', 'mac'] as [CanvasSizeId, CanvasSizeId]
  const linked = addLinkedSize(base, { canvasSizeId: pad, master: size })
  const archived = unlinkSize(linked, { canvasSizeId: pad, mint }).project
  const here = addLinkedSize(linked, { canvasSizeId: mac, master: size })
  const merged = applyChange(here, planArchiveMerge(here, archived))
  expect(findMasterOf(merged, mac)).toBe(size)
  expect(merged.schemaVersion).toBe(2)
})
