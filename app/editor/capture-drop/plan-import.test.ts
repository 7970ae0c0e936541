import { expect, it } from 'vitest'
import { createProject } from '#app/document/edits/create-project.ts'
import type { CanvasSizeId, Locale, MediaId, ProjectId } from '#app/document/model/ids.ts'
import type { ImportResult } from '#app/media/import-result.ts'
import { isQuiet, planImport } from './plan-import.ts'

const locale = 'en-US' as Locale
const canvasSizeId = 'iphone-69' as CanvasSizeId
let count = 0
const mint = () => `id-${++count}`
const project = createProject({
  id: '2f6a3f0e-8f7b-4c0d-9a3e-1c2d3e4f5a6b' as ProjectId,
  name: 'Tides',
  locale,
  mint,
})
const options = { canvasSizeId, locale, mint, target: undefined, afterScreenId: undefined }
const imported = (name: string, width: number, height: number): ImportResult => ({
  kind: 'imported',
  mediaId: name as MediaId,
  fileName: name,
  width,
  height,
})

it('uses the good files of a drop and names the bad ones', () => {
  const plan = planImport(
    project,
    [
      imported('a.png', 1206, 2622),
      { kind: 'refused', fileName: 'notes.png', message: '“notes.png” is not a picture.' },
      imported('b.png', 1320, 2868),
    ],
    options,
  )
  expect(plan.screenIds).toHaveLength(2)
  expect(plan.label).toBe('Add 2 captures')
  expect(plan.report.refused).toEqual([{ fileName: 'notes.png', message: '“notes.png” is not a picture.' }])
  expect(isQuiet(plan.report)).toBe(false)
})

it('changes nothing when every file was refused', () => {
  const plan = planImport(project, [{ kind: 'refused', fileName: 'x', message: 'no' }], options)
  expect(plan.project).toBe(project)
})

it('warns where no device fits', () => {
  const plan = planImport(project, [imported('square.png', 900, 900)], options)
  expect(plan.report.warnings).toHaveLength(1)
})
