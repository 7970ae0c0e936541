import { canvasSizeTable } from '#app/document/catalogue/canvas-size-table.ts'
import { addCanvasSize } from '#app/document/edits/add-canvas-size.ts'
import type { CanvasSizeId, Locale } from '#app/document/model/ids.ts'
import type { Project, Screen } from '#app/document/model/schema.ts'
import { listScreens } from '#app/export/export-target.ts'
import { createCounter } from './generate-project.ts'
import { createFixedSample } from './sample-archive.ts'

/** Every size of the catalogue, with screens whose names could mislead a tool. */
export function createEverySize(): Project {
  const iphone = 'iphone-69' as CanvasSizeId
  const sample = createFixedSample()
  const [first] = listScreens(sample, iphone)
  if (first === undefined) throw new Error('The sample has screens.')
  const names = [
    'Vision board',
    'Framed_framed',
    'iPad 12.9 2nd generation',
    '../up',
    'iMessage',
    '',
    'a',
    'b',
    'c',
    'd',
  ]
  const screens = Object.fromEntries(
    names.map((name, index): [string, Screen] => [
      `s${index}`,
      { ...first.item, id: `s${index}` as Screen['id'], name, order: `a${index}` },
    ]),
  )
  const project = { ...sample, screensByCanvasSize: { [iphone]: screens } } as Project
  const mint = createCounter('copy')
  return canvasSizeTable
    .filter(({ id }) => id !== iphone)
    .reduce(
      (all, { id }) =>
        addCanvasSize(all, { canvasSizeId: id, copyFrom: iphone, locale: 'en-US' as Locale, mint }),
      project,
    )
}
