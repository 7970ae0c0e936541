// Measures the code of the local store and sync: without zod and the document's schema, which the app shares with the
// editor, and with all of it.

import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { root } from './ensure.mjs'

const aimBytes = 20 * 1024
/** The gate: a size once reached must not grow again. */
const limitBytes = 46.5 * 1024

/** The document's schema and descriptions, which every page loads anyway. */
const shared =
  /^(zod|react|react-dom)(\/|$)|#app\/document\/(model\/|changes\/change\.|catalogue\/canvas-size)/

/** @returns {Promise<{ ownBytes: number, wholeBytes: number }>} After minifying and gzip. */
async function measureClientSize() {
  return { ownBytes: await measure([shared]), wholeBytes: await measure([]) }
}

async function measure(external) {
  const { build } = await import('vite')
  const result = await build({
    root,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    plugins: [nameShared(external)],
    build: {
      write: false,
      target: 'es2023',
      modulePreload: false,
      rollupOptions: {
        input: join(root, 'tests/browser/client-size-entry.ts'),
        preserveEntrySignatures: 'strict',
        output: { codeSplitting: false },
      },
    },
  })
  const [{ output }] = [result].flat()
  return output.reduce(
    (sum, chunk) => sum + (chunk.type === 'chunk' ? gzipSync(chunk.code, { level: 9 }).length : 0),
    0,
  )
}

/** Modules are recognised by the names they are imported under, whatever imports them. */
function nameShared(external) {
  return {
    name: 'shared',
    enforce: 'pre',
    resolveId(source, importer) {
      const isBeside = importer?.includes('/app/document/') && source.startsWith('./')
      const name = isBeside ? source.replace('./', '#app/document/') : source
      return external.some((pattern) => pattern.test(name)) ? { id: name, external: true } : undefined
    },
  }
}

if (process.argv[1] === import.meta.filename) {
  const { ownBytes, wholeBytes } = await measureClientSize()
  const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KB`
  const aims = `aim ${kilobytes(aimBytes)}, limit ${kilobytes(limitBytes)}`
  console.log(`store + outbox + merge + tabs + transport, gzip: ${kilobytes(ownBytes)} (${aims})`)
  console.log(`with zod and the document's schema, gzip: ${kilobytes(wholeBytes)}`)
  process.exitCode = ownBytes > limitBytes ? 1 : 0
}
