import { cacheName, fontCacheName, fontPaths, precachePaths, shellPath } from './build-info.ts'

const hashedPath = /^\/assets\//

/** Fetches the whole build. One missing file fails the install: a half-cached app would open and then break. */
export async function installPrecache(): Promise<void> {
  const cache = await caches.open(cacheName)
  await Promise.all(precachePaths.map((path) => addFile(cache, path)))
  await cache.put(shellPath, await fetchShell())
}

async function addFile(cache: Cache, path: string): Promise<void> {
  // A hashed name means the same bytes for ever, so an update reuses files of the previous version.
  const known = hashedPath.test(path) ? await caches.match(path) : undefined
  await cache.put(
    path,
    known ?? (await fetchFresh(path, { cache: hashedPath.test(path) ? 'default' : 'no-cache' })),
  )
}

/** Without cookies, so that the stored document contains no account's data. */
function fetchShell(): Promise<Response> {
  return fetchFresh(shellPath, { credentials: 'omit', cache: 'no-store' })
}

async function fetchFresh(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(path, init)
  if (!response.ok || response.redirected)
    throw new Error(`${path} answered ${response.status} while installing`)
  return response
}

export async function deleteOldCaches(): Promise<void> {
  const names = await caches.keys()
  const kept = new Set([cacheName, fontCacheName])
  const old = names.filter((name) => name.startsWith('appframes-') && !kept.has(name))
  await Promise.all([...old.map((name) => caches.delete(name)), deleteOldFonts()])
}

/** Fonts that this version has under another hash, or no more. */
async function deleteOldFonts(): Promise<void> {
  const cache = await caches.open(fontCacheName)
  const known = new Set(fontPaths)
  const old = (await cache.keys()).filter(({ url }) => !known.has(new URL(url).pathname))
  await Promise.all(old.map((request) => cache.delete(request)))
}
