import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { build } from 'vite'
import { root } from '../../bin/ensure.mjs'

const types = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
}

/**
 * Bundles one module, as production would, and serves a page on http://localhost that runs it: for tests of a real
 * browser without the app (storage contracts, drawing, benches). Workers and `#app/…` imports work. The module exports
 * its functions by assigning to `globalThis`.
 *
 * @param {string} entry Path from the project's root.
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serveModule(entry) {
  const outParent = join(root, 'test-results')
  await mkdir(outParent, { recursive: true })
  const outDir = await mkdtemp(join(outParent, 'module-'))
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    // The module sits at any address, the page at /.
    base: '/',
    worker: { format: 'es' },
    build: {
      outDir,
      target: 'es2023',
      modulePreload: false,
      rollupOptions: { input: join(root, entry), output: { entryFileNames: 'entry.js' } },
    },
  })
  const page = '<!doctype html><meta charset="utf-8"><title>Module</title><link rel="icon" href="data:,">'
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    if (path === '/') {
      response.setHeader('content-type', 'text/html')
      response.end(`${page}<script type="module" src="/entry.js"></script>`)
      return
    }
    readFile(join(outDir, path)).then(
      (body) => {
        response.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream')
        response.end(body)
      },
      () => {
        response.statusCode = 404
        response.end()
      },
    )
  })
  server.listen(0)
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.')
  return {
    url: `http://localhost:${address.port}/`,
    close: async () => {
      server.close()
      server.closeAllConnections()
      await rm(outDir, { recursive: true, force: true })
    },
  }
}
