// How much script a page needs before it can be used: what its route imports, after gzip.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { root } from './ensure.mjs'

const folder = join(root, 'build/client')
/** `limit` is the gate, so that what is reached is not lost again; both in KB of 1,024 bytes. */
const pages = [
  { name: 'list', route: 'routes/projects/route', aim: 200, limit: 200 },
  { name: 'editor', route: 'routes/project/route', aim: 300, limit: 300 },
]

/** @returns {number} Bytes. */
function measureFirstLoad(route) {
  const manifest = readManifest()
  const { module, imports } = manifest.entry
  const start = [module, ...imports, ...['root', route].flatMap((id) => filesOf(manifest.routes[id]))]
  return [...followImports(start)].reduce((sum, file) => sum + sizeOf(file), 0)
}

function readManifest() {
  const texts = readdirSync(join(folder, 'assets'))
    .filter((file) => /^manifest-.*\.js$/.test(file))
    .map((file) => readFileSync(join(folder, 'assets', file), 'utf8'))
  // A module of the app may have the same name.
  const text = texts.find((each) => each.startsWith('window.__reactRouterManifest'))
  if (text === undefined) throw new Error('build/client/assets holds no manifest: run `npm run build`.')
  return JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1))
}

function filesOf(route) {
  const { module, imports, clientActionModule, clientLoaderModule, hydrateFallbackModule } = route
  return [module, ...imports, clientActionModule, clientLoaderModule, hydrateFallbackModule].filter(Boolean)
}

/** Static imports only: what is fetched later is not waited for. */
function followImports(files) {
  const seen = new Set()
  const open = [...files]
  while (open.length > 0) {
    const file = open.pop()
    if (seen.has(file)) continue
    seen.add(file)
    const text = readFileSync(join(folder, file), 'utf8')
    for (const [, name] of text.matchAll(/(?:\bfrom|\bimport)\s*["']\.\/([\w.-]+\.js)["']/g))
      open.push(`/assets/${name}`)
  }
  return seen
}

function sizeOf(file) {
  return gzipSync(readFileSync(join(folder, file)), { level: 9 }).length
}

for (const { name, route, aim, limit } of pages) {
  const kilobytes = measureFirstLoad(route) / 1024
  console.log(
    `first load of the ${name}, gzip: ${kilobytes.toFixed(1)} KB (aim ${aim} KB, limit ${limit} KB)`,
  )
  if (kilobytes > limit) process.exitCode = 1
}
