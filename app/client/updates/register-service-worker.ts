import { canReload } from './reload-guard.ts'
import { createUpdateStore, type UpdateStore } from './update-store.ts'

const checkEveryMs = 60 * 60_000

/** A store that never has an update: on the server, in development, in browsers without workers. */
const noUpdates: UpdateStore = {
  subscribe: () => () => undefined,
  getSnapshot: () => noUpdate,
  applyUpdate: () => undefined,
  putOff: () => undefined,
}
const noUpdate = { kind: 'none' } as const

let updates: UpdateStore | undefined

/** Registers once per tab, after the page has loaded, so that the first visit is not slowed by the precache. */
export function getUpdateStore(): UpdateStore {
  updates ??= createRegisteredStore()
  return updates
}

function createRegisteredStore(): UpdateStore {
  const isPossible = typeof navigator !== 'undefined' && 'serviceWorker' in navigator && import.meta.env.PROD
  if (!isPossible) return noUpdates
  const container = navigator.serviceWorker
  const { store, watch } = createUpdateStore({
    container,
    canReload,
    isInUse: watchUse(),
    reload: () => location.reload(),
    onWorkerLost: () => register(),
    schedule: (work, delayMs) => setTimeout(work, delayMs),
  })
  let stopChecking: (() => void) | undefined
  const register = () => {
    stopChecking?.()
    stopChecking = registerAndWatch(container, watch)
  }
  if (document.readyState === 'complete') register()
  else addEventListener('load', register, { once: true })
  return store
}

const usedForMs = 5 * 60_000

/** In use: visible, with a key or pointer pressed a short while ago. */
function watchUse(): () => boolean {
  let usedAtMs = Number.NEGATIVE_INFINITY
  const recordUse = () => {
    usedAtMs = performance.now()
  }
  for (const type of ['pointerdown', 'keydown'] as const)
    addEventListener(type, recordUse, { capture: true, passive: true })
  return () => document.visibilityState === 'visible' && performance.now() - usedAtMs < usedForMs
}

/** Returns what ends the checks for a newer version. */
function registerAndWatch(
  container: ServiceWorkerContainer,
  watch: (registration: ServiceWorkerRegistration) => void,
): () => void {
  let registered: ServiceWorkerRegistration | undefined
  const check = () => {
    if (registered !== undefined) void checkForUpdate(registered)
  }
  const checkVisible = () => document.visibilityState === 'visible' && check()
  document.addEventListener('visibilitychange', checkVisible)
  const timer = setInterval(check, checkEveryMs)
  container
    .register('/sw.js', { updateViaCache: 'none' })
    .then((registration) => {
      registered = registration
      watch(registration)
    })
    // Private windows and locked-down browsers block workers: the app runs on, it only needs the network to open.
    .catch((error: unknown) => console.warn('AppFrames cannot be opened offline in this browser.', error))
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', checkVisible)
  }
}

async function checkForUpdate(registration: ServiceWorkerRegistration): Promise<void> {
  try {
    await registration.update()
  } catch (error) {
    // No network or a server in mid-restart: the next check will find it.
    console.info('No check for a new version was possible.', error)
  }
}
