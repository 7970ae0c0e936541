/** What the update prompt shows. */
export type UpdateState =
  | { kind: 'none' }
  /** A new version is installed and waits for the user's word. */
  | { kind: 'ready' }
  /** The new version took over; this tab reloads as soon as its work is on disk. */
  | { kind: 'reloading-when-saved' }

export type UpdateStore = {
  subscribe: (listener: () => void) => () => void
  getSnapshot: () => UpdateState
  /** The user said yes: the waiting worker takes over, and every tab reloads once. */
  applyUpdate: () => void
}

type UpdateStoreOptions = {
  container: ServiceWorkerContainer
  /** False while something here is not yet on disk. Asked again until it is true. */
  canReload: () => boolean
  reload: () => void
  /** The worker is gone, as when the site's data was cleared: nothing here is out of date. */
  onWorkerLost: () => void
  schedule: (work: () => void, delayMs: number) => void
}

const askAgainMs = 300

/**
 * One per tab. State, not an event: a prompt that mounts after the worker was found still learns of it. The tab that
 * applies the update and all others reload on the same signal, `controllerchange`.
 */
export function createUpdateStore(options: UpdateStoreOptions) {
  const { container, canReload, reload, onWorkerLost, schedule } = options
  const listeners = new Set<() => void>()
  // A tab opened with no worker gets its first one by claim(): that is not an update and needs no reload.
  let hadController = container.controller !== null
  let state: UpdateState = { kind: 'none' }
  let waiting: ServiceWorker | undefined
  let isReloading = false

  function setState(next: UpdateState) {
    state = next
    for (const listener of listeners) listener()
  }

  function reloadWhenSaved() {
    if (!canReload()) {
      setState({ kind: 'reloading-when-saved' })
      schedule(reloadWhenSaved, askAgainMs)
      return
    }
    reload()
  }

  container.addEventListener('controllerchange', () => {
    if (container.controller === null) {
      // The next worker is this tab's first one again [F21].
      hadController = false
      onWorkerLost()
      return
    }
    const isUpdate = hadController
    hadController = true
    if (!isUpdate || isReloading) return
    isReloading = true
    reloadWhenSaved()
  })

  function offer(worker: ServiceWorker) {
    if (!hadController || isReloading) return
    waiting = worker
    setState({ kind: 'ready' })
  }

  function watch(registration: ServiceWorkerRegistration) {
    if (registration.waiting) offer(registration.waiting)
    registration.addEventListener('updatefound', () => {
      const worker = registration.installing
      worker?.addEventListener('statechange', () => {
        if (worker.state === 'installed') offer(worker)
      })
    })
  }

  const store: UpdateStore = {
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    getSnapshot: () => state,
    applyUpdate: () => waiting?.postMessage('SKIP_WAITING'),
  }
  return { store, watch }
}
