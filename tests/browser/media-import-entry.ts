import { createClientMedia } from '#app/client/media/editor-media.ts'
import type { CanvasSizeId, Locale } from '#app/document/model/ids.ts'
import { gatherArrivals } from '#app/intake/gather/gather-arrivals.ts'
import { planIntake } from '#app/intake/plan/plan-intake.ts'
import { createPictureImporter } from '#app/media/import-picture.ts'
import { openLocalStores } from '#app/storage/open-stores.ts'
import { createTenScreens, tenScreensSize } from '#tests/factories/ten-screens.ts'

const width = 1206
const height = 2622

const project = createTenScreens()
const languages = ['de-DE', 'en-US', 'fr-FR', 'ja', 'pt-BR'] as const
type TreeFile = { file: File; path: string }

/** A tree of this many captures of phones, a folder for each language, each with different bytes. */
async function drawTree(count: number): Promise<TreeFile[]> {
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('No canvas.')
  const files: TreeFile[] = []
  for (let index = 0; index < count; index += 1) {
    context.fillStyle = `hsl(${index * 7} 60% 92%)`
    context.fillRect(0, 0, width, height)
    for (let row = 0; row < 22; row += 1) {
      context.fillStyle = `hsl(${index * 7 + row * 15} 70% 60%)`
      context.fillRect(40, row * 118 + 20, 90, 90)
      context.fillStyle = '#222'
      context.font = '44px sans-serif'
      context.fillText(`Row ${row} of capture ${index}`, 170, row * 118 + 80)
    }
    const blob = await canvas.convertToBlob({ type: 'image/png' })
    const name = `${String(Math.floor(index / languages.length) + 1).padStart(2, '0')}.png`
    const path = `screenshots/${languages[index % languages.length]}/${name}`
    files.push({ file: new File([blob], name, { type: 'image/png' }), path })
  }
  return files
}

/** The app's import of dropped files, without its page. */
async function openImport() {
  const { media: store } = await openLocalStores({ userId: 'import-bench' })
  const importer = createPictureImporter()
  const media = createClientMedia({
    localMedia: {
      store,
      service: undefined,
      broadcast: () => undefined,
      subscribe: () => () => undefined,
      makeRoom: () => Promise.resolve(false),
    },
    importer,
    isSignedIn: false,
    mintId: () => crypto.randomUUID(),
    nowMs: Date.now,
    onNotice: () => undefined,
  })
  return {
    /** Measured, planned, then checked and stored. */
    async run(files: readonly TreeFile[]): Promise<number> {
      const startedMs = performance.now()
      const reading = { signal: new AbortController().signal, onProgress: () => undefined }
      const gathered = await gatherArrivals({ files, unreadable: [] }, reading)
      const rows = planIntake(project, gathered?.arrivals ?? [], {
        canvasSizeId: tenScreensSize as CanvasSizeId,
        locale: languages[1] as Locale,
        numbers: 'translations',
      })
      const chosen = rows.flatMap(({ index, place }) =>
        place.kind === 'out' ? [] : (gathered?.incoming.files[index]?.file ?? []),
      )
      const results = await media.importFiles(chosen, {})
      const tookMs = performance.now() - startedMs
      if (results.length !== files.length || results.some(({ kind }) => kind !== 'imported'))
        throw new Error('a file was not imported')
      for (const { cloudId } of await store.listAssets()) await store.remove(cloudId)
      return tookMs
    },
  }
}

/** The floor: decoded, hashed, and written to a file of its own, two at a time as the workers do. */
async function runBare(files: readonly TreeFile[]): Promise<number> {
  const root = await navigator.storage.getDirectory()
  const folder = await root.getDirectoryHandle('bare', { create: true })
  const startedMs = performance.now()
  let next = 0
  const work = async () => {
    for (;;) {
      const index = next++
      const file = files[index]?.file
      if (file === undefined) return
      const bytes = await file.arrayBuffer()
      const bitmap = await createImageBitmap(file)
      await crypto.subtle.digest('SHA-256', bytes)
      bitmap.close()
      const handle = await folder.getFileHandle(`${index}.png`, { create: true })
      const stream = await handle.createWritable()
      await stream.write(bytes)
      await stream.close()
    }
  }
  await Promise.all([work(), work()])
  const tookMs = performance.now() - startedMs
  await root.removeEntry('bare', { recursive: true })
  return tookMs
}

const offered = { drawTree, openImport, runBare }

declare global {
  var importBench: typeof offered
}

globalThis.importBench = offered
