import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { root } from '../../bin/ensure.mjs'

const TYPES = { '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.png': 'image/png' }
const SCRIPTS = /<script\b[^>]*>[\s\S]*?<\/script>|<link[^>]*rel="(?:modulepreload|manifest)"[^>]*>/g

/**
 * The page of the app at `url` as its server renders it, without a script, from node:http alone: the same picture, the least work.
 *
 * @param {string} url
 */
export async function startBarePage(url) {
  const html = (await (await fetch(url)).text()).replaceAll(SCRIPTS, '')
  const page = brotliCompressSync(html)
  const files = new Map()
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://bare').pathname
    if (path === '/') {
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.setHeader('content-encoding', 'br')
      return response.end(page)
    }
    const file = files.get(path) ?? (await readFile(join(root, 'build/client', path)).catch(() => undefined))
    if (file === undefined) return response.writeHead(404).end()
    const isText = ['.css', '.svg'].includes(extname(path))
    const body = files.has(path) || !isText ? file : brotliCompressSync(file)
    files.set(path, body)
    response.setHeader('content-type', TYPES[extname(path)] ?? 'application/octet-stream')
    if (isText) response.setHeader('content-encoding', 'br')
    return response.end(body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.')
  return {
    url: `http://127.0.0.1:${address.port}/`,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
