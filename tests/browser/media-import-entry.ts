import { createClientMedia } from '#app/client/media/editor-media.ts'
import { createPictureImporter } from '#app/media/import-picture.ts'
import { openLocalStores } from '#app/storage/open-stores.ts'

const width = 1206
const height = 2622

/** This many captures of phones, each with different bytes. */
async function drawCaptures(count: number): Promise<File[]> {
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('No canvas.')
  const files: File[] = []
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
    files.push(new File([blob], `Capture ${index + 1}.png`, { type: 'image/png' }))
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
    mintId: () => crypto.randomUUID(),
    nowMs: Date.now,
    onNote: () => undefined,
  })
  return {
    async run(files: readonly File[]): Promise<number> {
      const startedMs = performance.now()
      const results = await media.importFiles(files, {})
      const tookMs = performance.now() - startedMs
      if (results.some(({ kind }) => kind !== 'imported')) throw new Error('a file was not imported')
      for (const { cloudId } of await store.listAssets()) await store.remove(cloudId)
      return tookMs
    },
  }
}

/** The floor: decoded, hashed, and written to a file of its own, two at a time as the workers do. */
async function runBare(files: readonly File[]): Promise<number> {
  const root = await navigator.storage.getDirectory()
  const folder = await root.getDirectoryHandle('bare', { create: true })
  const startedMs = performance.now()
  let next = 0
  const work = async () => {
    for (;;) {
      const index = next++
      const file = files[index]
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

const offered = { drawCaptures, openImport, runBare }

declare global {
  var importBench: typeof offered
}

globalThis.importBench = offered
