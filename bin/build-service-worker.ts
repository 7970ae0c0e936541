import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'vite'
import { zodWithoutEval } from './zod-without-eval.ts'

const workerFolder = 'app/client/service-worker'

/**
 * Builds build/client/sw.js. It runs when everything else is written, because its list must hold files that exist only
 * then (assets/manifest-*.js), and its version is the hash of them all.
 */
export async function buildServiceWorker(root: string): Promise<void> {
  const outDir = join(root, 'build/client')
  const all = await listFiles(outDir)
  // A route that only the server has leaves an empty module, which no page asks for.
  const sizes = await Promise.all(all.map(async (file) => (await stat(join(outDir, file))).size))
  const files = all.filter((_, index) => sizes[index] !== 0)
  const info = {
    version: await hashFiles([outDir, join(root, workerFolder)]),
    files: files.filter((file) => !isLaterFile(file)).map((file) => `/${file}`),
    fonts: files.filter(isLaterFile).map((file) => `/${file}`),
  }
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [zodWithoutEval()],
    define: { BUILD_INFO: JSON.stringify(info) },
    build: {
      outDir,
      emptyOutDir: false,
      modulePreload: false,
      rollupOptions: {
        input: join(root, workerFolder, 'service-worker.ts'),
        output: { format: 'iife', entryFileNames: 'sw.js' },
      },
    },
  })
}

/** Families that are on every device from the first visit on (`app/render/font-files.ts`). */
const firstFonts =
  /^assets\/(inter|manrope|dm-sans|nunito|space-grotesk|bricolage-grotesque|playfair-display|jetbrains-mono)-/

function isLaterFile(file: string): boolean {
  // The library of icons, of which a project keeps the paths of those it uses.
  return /^assets\/tabler-nodes-/.test(file) || (file.endsWith('.woff2') && !firstFonts.test(file))
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((file) => file.isFile() && file.name !== 'sw.js' && !file.name.endsWith('.map'))
    .map((file) =>
      join(file.parentPath, file.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .filter((path) => !path.startsWith('.'))
    .sort()
}

/** The worker's own source is part of the hash: a corrected worker must reach users whose files did not change. */
async function hashFiles(folders: readonly string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const folder of folders) {
    for (const file of await listFiles(folder))
      hash.update(`${file}\0`).update(await readFile(join(folder, file)))
  }
  return hash.digest('hex').slice(0, 16)
}
