import { findSyncUser } from '../sync/background-sync-tag.ts'
import { fontPaths, precachePaths } from './build-info.ts'
import { drainAccount } from './drain-account.ts'
import { planResponse } from './plan-response.ts'
import { deleteOldCaches, installPrecache } from './precache.ts'
import {
  respondToData,
  respondToFile,
  respondToFont,
  respondToNavigation,
  respondToSync,
} from './responses.ts'

declare const self: ServiceWorkerGlobalScope

const precached = new Set(precachePaths)
const fonts = new Set(fontPaths)

// No skipWaiting here: a new version waits until the user agrees, because it would take the files from under open tabs.
self.addEventListener('install', (event) => {
  event.waitUntil(installPrecache())
})

self.addEventListener('activate', (event) => {
  // Claiming makes the very first visit work offline without a reload.
  event.waitUntil(deleteOldCaches().then(() => self.clients.claim()))
})

self.addEventListener('message', (event) => {
  if (event.data === 'SKIP_WAITING') event.waitUntil(self.skipWaiting())
})

/** Background Sync (https://wicg.github.io/background-sync/spec/), which TypeScript does not know. */
type SyncEvent = ExtendableEvent & { readonly tag: string }

self.addEventListener('sync', (given) => {
  const event = given as SyncEvent
  const userId = findSyncUser(event.tag)
  if (userId !== undefined) event.waitUntil(drainAccount(userId))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  const traits = {
    method: request.method,
    mode: request.mode,
    isSameOrigin: url.origin === self.location.origin,
    isSync: request.headers.has('x-appframes-account'),
  }
  switch (planResponse({ ...traits, pathname: url.pathname }, { precached, fonts })) {
    case 'navigation':
      return event.respondWith(respondToNavigation(request))
    case 'file':
      return event.respondWith(respondToFile(request))
    case 'font':
      return event.respondWith(respondToFont(request))
    case 'data':
      return event.respondWith(respondToData(request))
    case 'sync':
      return event.respondWith(respondToSync(request))
    case 'leave':
      return
  }
})
