import { expect, it } from 'vitest'
import { createProject } from '#app/document/edits/create-project.ts'
import type { CanvasSizeId, Locale, MediaId, ProjectId } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Project } from '#app/document/model/schema.ts'
import { planIntake } from '#app/intake/plan/plan-intake.ts'
import type { ImportResult } from '#app/media/import-result.ts'
import { createEditorUi } from '../state/selection-state.ts'
import type { CaptureTarget } from './capture-drop-context.ts'
import { describeImports } from './describe-imports.ts'
import { planImport } from './plan-import.ts'

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
/** The files as if chosen in a dialog, in this order, and planned. */
const planned = (
  results: readonly ImportResult[],
  { paths = results.map(({ fileName }) => fileName), before = project, target }: Given = {},
) => ({
  results,
  rows: planIntake(
    before,
    results.map((result, index) => ({
      path: paths[index] ?? '',
      ...(result.kind === 'imported' ? { sizePx: { widthPx: result.width, heightPx: result.height } } : {}),
    })),
    { canvasSizeId, locale, numbers: 'translations', target },
  ),
})
type Given = { paths?: readonly string[]; before?: Project; target?: CaptureTarget | undefined }
const now = createEditorUi(project)
const options = { before: project, now, mint, target: undefined, refused: [] }
const imported = (name: string, width: number, height: number): ImportResult => ({
  kind: 'imported',
  fileType: 'image',
  mediaId: name as MediaId,
  fileName: name,
  width,
  height,
})

it('uses the good files of a drop and names the bad ones', () => {
  const plan = planImport(
    project,
    planned([
      imported('a.png', 1206, 2622),
      { kind: 'refused', fileName: 'notes.png', message: '“notes.png” is not a picture.' },
      imported('b.png', 1320, 2868),
    ]),
    options,
  )
  expect(plan.screenIds).toHaveLength(2)
  expect(plan.label).toBe('Add 2 captures')
  expect(plan.outcome.refused).toEqual([{ fileName: 'notes.png', message: '“notes.png” is not a picture.' }])
  expect(describeImports([plan.outcome])).toEqual({
    summary: '2 captures added, 1 file could not be used',
    problems: ['“notes.png” is not a picture.'],
  })
})

it('changes nothing when every file was rejected', () => {
  const plan = planImport(project, planned([{ kind: 'refused', fileName: 'x', message: 'no' }]), options)
  expect(plan.project).toBe(project)
})

it('reports nothing when all is on the stage, and a cancelled import with what was added', () => {
  const outcome = { importedCount: 2, cancelledCount: 0, refused: [], warnings: [] }
  expect(describeImports([outcome])).toBeUndefined()
  expect(describeImports([{ ...outcome, cancelledCount: 3 }])).toEqual({
    summary: 'Cancelled: 2 captures added',
    problems: ['You cancelled, so nothing of it was kept and the project is as it was.'],
  })
  expect(describeImports([{ ...outcome, importedCount: 0, cancelledCount: 1 }])?.summary).toBe(
    'Cancelled: nothing was added',
  )
})

it('warns where no device fits', () => {
  const plan = planImport(project, planned([imported('square.png', 900, 900)]), options)
  expect(plan.outcome.warnings).toHaveLength(1)
})

it('puts the captures of language directories into one screen each, and adds the languages', () => {
  const paths = ['de-DE/1.png', 'de-DE/2.png', 'en-US/1.png', 'en-US/2.png', 'fr/2.png']
  const results = paths.map((path) => imported(path, 1320, 2868))
  const refused = [{ fileName: 'gone.png', message: 'gone' }]
  const plan = planImport(project, planned(results, { paths }), { ...options, refused })
  const screens = listOrdered(plan.project.screensByCanvasSize[canvasSizeId])
  const media = screens.flatMap(({ item }) =>
    Object.values(item.elements).flatMap((element) =>
      element.type === 'frame' ? [element.mediaByLocale] : [],
    ),
  )
  expect(media).toEqual([
    { 'en-US': 'en-US/1.png', 'de-DE': 'de-DE/1.png' },
    { 'en-US': 'en-US/2.png', 'de-DE': 'de-DE/2.png', fr: 'fr/2.png' },
  ])
  expect(listOrdered(plan.project.locales).map(({ id }) => id)).toEqual(['en-US', 'de-DE', 'fr'])
  expect(plan.outcome.refused).toEqual(refused)
})

it('leaves the other languages alone when one language is dropped on a device', () => {
  const first = planImport(project, planned([imported('en.png', 1320, 2868)]), options)
  const [screenId] = first.screenIds
  const target = screenId === undefined ? undefined : { screenId }
  const before = first.project
  const given = planned([imported('de.png', 1320, 2868)], { paths: ['de-DE/de.png'], before, target })
  const plan = planImport(before, given, { ...options, before, target })
  const [screen] = listOrdered(plan.project.screensByCanvasSize[canvasSizeId])
  const frame = Object.values(screen?.item.elements ?? {}).find((element) => element.type === 'frame')
  expect(frame).toMatchObject({ mediaByLocale: { 'en-US': 'en.png', 'de-DE': 'de.png' } })
})

it('places nothing of a cancelled import', () => {
  const results: ImportResult[] = [imported('a.png', 1320, 2868), { kind: 'cancelled', fileName: 'b.png' }]
  expect(planImport(project, planned(results), options).project).toBe(project)
})
