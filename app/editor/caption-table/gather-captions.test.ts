import { expect, it } from 'vitest'
import { planImport } from '#app/captions/plan-import.ts'
import { readCaptionFiles } from '#app/captions/read-caption-files.ts'
import { type CaptionFormat, writeCaptionFiles } from '#app/captions/write-caption-files.ts'
import type { Locale } from '#app/document/model/ids.ts'
import { readChosenFiles } from '#app/media/incoming-files.ts'
import { createFixedSample } from '#tests/factories/sample-archive.ts'
import { createZip } from '#tests/factories/zip-bytes.ts'
import { gatherCaptions } from './gather-captions.ts'

const entry = (name: string, bytes: Uint8Array | string) => ({ name, bytes, isDeflated: true })
const zip = (name: string, entries: readonly ReturnType<typeof entry>[]) =>
  new File([createZip(entries) as Uint8Array<ArrayBuffer>], name)
/** As a file of a chosen folder. */
const inFolder = (path: string, content: string) =>
  Object.defineProperty(new File([content], path.split('/').at(-1) ?? ''), 'webkitRelativePath', {
    value: path,
  })

it.each([
  [{ kind: 'strings', encoding: 'utf-8' }, 20],
  [{ kind: 'strings', encoding: 'utf-16le' }, 20],
  [{ kind: 'frameit' }, 20],
] satisfies [CaptionFormat, number][])(
  'the ZIP of an export as %j comes back the same',
  async (format, least) => {
    const project = createFixedSample()
    const written = writeCaptionFiles(project, { format })
    const exported = zip(
      'Tidepool-captions.zip',
      written.map(({ path, bytes }) => entry(path, bytes)),
    )
    const { files, unread } = await gatherCaptions(readChosenFiles([exported]))
    expect(unread).toEqual([])
    const read = readCaptionFiles(files, { sourceLocale: 'en-US' as Locale })
    const plan = planImport(project, read, { emptyCells: 'keep', addTags: [] })
    expect(plan).toMatchObject({ texts: [], problems: [], unknownRows: [], withoutLanguage: [] })
    expect(plan.sameCount).toBeGreaterThanOrEqual(least)
  },
)

it('of a folder and a ZIP only files that may hold captions are taken; one that is chosen by itself always', async () => {
  const { files } = await gatherCaptions(
    readChosenFiles([
      inFolder('shots/de-DE/01.png', 'x'),
      inFolder('shots/de-DE/title.strings', '"a" = "b";'),
      inFolder('shots/de-DE/title.txt', 'x'),
      zip('more.zip', [entry('fr.lproj/A.strings', '"a" = "c";'), entry('logo.png', 'x')]),
      new File(['x'], 'notes.docx'),
    ]),
  )
  expect(files.map(({ path }) => path).sort()).toEqual([
    'fr.lproj/A.strings',
    'notes.docx',
    'shots/de-DE/title.strings',
  ])
})

it('two files of one name are told apart, so that each can be given its language', async () => {
  const { files } = await gatherCaptions(
    readChosenFiles([new File(['"a" = "b";'], 'title.strings'), new File(['"a" = "c";'], 'title.strings')]),
  )
  const read = readCaptionFiles(files, { sourceLocale: 'en-US' as Locale })
  expect(read.withoutLanguage).toEqual(['title.strings', 'File 2/title.strings'])
})

it('a file that cannot be read is named, and the others are taken', async () => {
  const gone = new File(['x'], 'gone.csv')
  gone.arrayBuffer = () => Promise.reject(new DOMException('It vanished.', 'NotFoundError'))
  const { files, unread } = await gatherCaptions({
    files: readChosenFiles([gone, new File(['key,de\nk,x'], 'here.csv'), new File(['x'], 'broken.zip')])
      .files,
    unreadable: ['dropped/away.csv'],
  })
  expect(files.map(({ path }) => path)).toEqual(['here.csv'])
  expect(unread).toEqual([
    expect.stringContaining('“dropped/away.csv” could not be read'),
    expect.stringContaining('“broken.zip” was not opened'),
    expect.stringContaining('“gone.csv” could not be read'),
  ])
})
