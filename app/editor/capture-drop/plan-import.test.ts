import { expect, it } from 'vitest'
import { createProject } from '#app/document/edits/create-project.ts'
import type { CanvasSizeId, Locale, MediaId, ProjectId } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
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
/** The files as if chosen in a dialog, in this order. */
const incomingOf = (results: readonly ImportResult[]) => ({
  incoming: {
    files: results.map(({ fileName }) => ({ file: new File([''], fileName), path: fileName })),
    unreadable: [],
  },
  results,
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
    incomingOf([
      imported('a.png', 1206, 2622),
      { kind: 'refused', fileName: 'notes.png', message: '“notes.png” is not a picture.' },
      imported('b.png', 1320, 2868),
    ]),
    options,
  )
  expect(plan.screenIds).toHaveLength(2)
  expect(plan.label).toBe('Add 2 captures')
  expect(plan.report.refused).toEqual([{ fileName: 'notes.png', message: '“notes.png” is not a picture.' }])
  expect(isQuiet(plan.report)).toBe(false)
})

it('changes nothing when every file was rejected', () => {
  const plan = planImport(project, incomingOf([{ kind: 'refused', fileName: 'x', message: 'no' }]), options)
  expect(plan.project).toBe(project)
})

it('warns where no device fits', () => {
  const plan = planImport(project, incomingOf([imported('square.png', 900, 900)]), options)
  expect(plan.report.warnings).toHaveLength(1)
})

it('reports once that captures are of another device than the size on the stage', () => {
  const results = [imported('1.png', 2064, 2752), imported('2.png', 1668, 2420)]
  const { report } = planImport(project, incomingOf(results), options)
  expect(report.warnings.filter((warning) => warning.includes('iPad 13"'))).toEqual([
    '2 captures have the pixels of iPad 13", and iPhone 6.9" is on the stage. Undo, add the size iPad 13" and drop them there, if that is where they belong.',
  ])
})

it('puts the captures of language directories into one screen each, and adds the languages', () => {
  const paths = ['de-DE/1.png', 'de-DE/2.png', 'en-US/1.png', 'en-US/2.png', 'fr/2.png']
  const results = paths.map((path) => imported(path, 1320, 2868))
  const incoming = {
    files: paths.map((path) => ({ file: new File([''], path), path: `shots/${path}` })),
    unreadable: ['shots/gone.png'],
  }
  const plan = planImport(project, { incoming, results }, options)
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
  expect(plan.report.refused.map(({ fileName }) => fileName)).toEqual(['shots/gone.png'])
})

it('leaves the other languages alone when one language is dropped on a device', () => {
  const first = planImport(project, incomingOf([imported('en.png', 1320, 2868)]), options)
  const [screenId] = first.screenIds
  const results = [imported('de.png', 1320, 2868)]
  const incoming = { files: [{ file: new File([''], 'de.png'), path: 'de-DE/de.png' }], unreadable: [] }
  const target = screenId === undefined ? undefined : { screenId }
  const plan = planImport(first.project, { incoming, results }, { ...options, target })
  const [screen] = listOrdered(plan.project.screensByCanvasSize[canvasSizeId])
  const frame = Object.values(screen?.item.elements ?? {}).find((element) => element.type === 'frame')
  expect(frame).toMatchObject({ mediaByLocale: { 'en-US': 'en.png', 'de-DE': 'de.png' } })
})
