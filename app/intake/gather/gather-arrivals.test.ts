import { expect, it } from 'vitest'
import { readChosenFiles } from '#app/media/incoming-files.ts'
import { createCaptureFile } from '#tests/factories/capture-file.ts'
import { createZip, type ZipEntry } from '#tests/factories/zip-bytes.ts'
import { gatherArrivals } from './gather-arrivals.ts'

const capture = createCaptureFile('1.png', 66, 143, [9, 90, 140]).buffer as Buffer<ArrayBuffer>
const zip = (name: string, entries: readonly ZipEntry[]) =>
  new File([createZip(entries) as Uint8Array<ArrayBuffer>], name)
const entry = (name: string, bytes: Uint8Array | string = capture): ZipEntry => ({
  name,
  bytes,
  isDeflated: true,
})

function gather(files: readonly File[], signal = new AbortController().signal) {
  return gatherArrivals(readChosenFiles(files), { signal, onProgress: () => undefined })
}

it('the files of a ZIP have their folders, in natural order, measured without decoding; what systems add is left out', async () => {
  const shots = zip('shots.zip', [
    entry('de-DE/10.png'),
    entry('de-DE/2.png'),
    entry('__MACOSX/de-DE/._2.png', 'x'),
    entry('de-DE/.DS_Store', 'x'),
    entry('notes.txt', 'words'),
  ])
  const gathered = await gather([shots])
  const sizePx = { widthPx: 66, heightPx: 143 }
  expect(gathered?.arrivals).toEqual([
    { path: 'de-DE/2.png', sizePx },
    { path: 'de-DE/10.png', sizePx },
    { path: 'notes.txt', isUnusable: true },
  ])
  expect(gathered?.incoming.files.map(({ file }) => file.name)).toEqual(['2.png', '10.png', 'notes.txt'])
})

it('a bomb, a broken ZIP and one that leads elsewhere are refused as a whole; the other files stay', async () => {
  const bomb = zip('bomb.zip', [{ ...entry('a.png', new Uint8Array(40_000_000)) }])
  const leading = zip('leading.zip', [entry('../a.png')])
  const broken = new File([capture], 'broken.zip')
  const gathered = await gather([bomb, leading, broken, new File([capture], '1.png')])
  expect(gathered?.arrivals.map(({ path }) => path)).toEqual(['1.png'])
  expect(gathered?.refused.map(({ message }) => message)).toEqual([
    expect.stringContaining('“bomb.zip” was not opened. “a.png” in it unpacks from'),
    expect.stringContaining('“broken.zip” was not opened. It is not a ZIP file'),
    expect.stringContaining('“leading.zip” was not opened. It has an entry of the name “../a.png”'),
  ])
})

it('a project file under the name of a ZIP is handed on, and a cancelled reading gives nothing', async () => {
  const project = zip('backup.zip', [entry('manifest.json', '{}'), entry('projects/a.json', '{}')])
  expect((await gather([project]))?.archives).toEqual([project])
  expect(await gather([zip('a.zip', [entry('a.png')])], AbortSignal.abort())).toBeUndefined()
})
