/** State of the update prompt. */
export type UpdateState =
  | { kind: 'none' }
  /** A new version is installed and waits for the user's consent. */
  | { kind: 'ready' }
  /** The new version took over in another tab; this one is in use and reloads with the user's consent. */
  | { kind: 'replaced' }
  /** The new version took over; this tab reloads as soon as its work is on disk. */
  | { kind: 'reloading-when-saved' }

export type UpdateStore = {
  subscribe: (listener: () => void) => () => void
  getSnapshot: () => UpdateState
  /** The user agreed: the waiting worker takes over, this tab reloads, and every other one that is not in use. */
  applyUpdate: () => void
  /** The user chose later: nothing is shown until another version comes or the page is loaded again. */
  putOff: () => void
}

type UpdateStoreOptions = {
  container: ServiceWorkerContainer
  /** False while an edit here is not yet on disk. Checked again until it is true. */
  canReload: () => boolean
  /** This tab is in use: an update started in another one does not reload it. */
  isInUse: () => boolean
  reload: () => void
  /** The worker is gone, as when the site's data was cleared: nothing here is outdated. */
  onWorkerLost: () => void
  schedule: (work: () => void, delayMs: number) => void
}

const retryDelayMs = 300

/**
 * One per tab. State, not an event: a prompt that mounts after the worker was found still learns of it. The tab that
 * applies the update and all others reload on the same signal, `controllerchange`.
 */
export function createUpdateStore(options: UpdateStoreOptions) {
  const { container, canReload, isInUse, reload, onWorkerLost, schedule } = options
  const listeners = new Set<() => void>()
  // A tab opened with no worker gets its first one by claim(): that is not an update and needs no reload.
  let hadController = container.controller !== null
  let state: UpdateState = { kind: 'none' }
  let waiting: ServiceWorker | undefined
  let isReloading = false
  let isAgreed = false

  function setState(next: UpdateState) {
    state = next
    for (const listener of listeners) listener()
  }

  function reloadWhenSaved() {
    if (!canReload()) {
      setState({ kind: 'reloading-when-saved' })
      schedule(reloadWhenSaved, retryDelayMs)
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
    if (!isAgreed && isInUse()) setState({ kind: 'replaced' })
    else reloadWhenSaved()
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
    applyUpdate() {
      isAgreed = true
      if (state.kind === 'replaced') reloadWhenSaved()
      else waiting?.postMessage('SKIP_WAITING')
    },
    putOff: () => setState({ kind: 'none' }),
  }
  return { store, watch }
}
