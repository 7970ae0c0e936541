/** Runs a task when the page is idle. */
export function whenIdle(task: () => void): void {
  // Safari has no requestIdleCallback.
  if (typeof requestIdleCallback === 'function') requestIdleCallback(task, { timeout: 3000 })
  else setTimeout(task, 200)
}

/** The storage manager's API for persistence. */
export async function readKeeping(): Promise<{ vendor: string; isPersisted: boolean; isInstalled: boolean }> {
  return {
    vendor: navigator.vendor,
    isPersisted: (await navigator.storage?.persisted?.()) === true,
    isInstalled: matchMedia('(display-mode: standalone)').matches,
  }
}

let hasRequestedPersistence = false

/** On the first real edit, when the browser is likely to grant it: unsynced projects should not be evicted [F22]. */
export function requestPersistence(): void {
  if (hasRequestedPersistence) return
  hasRequestedPersistence = true
  navigator.storage?.persist?.().catch((error: unknown) => {
    console.info('The browser did not promise to keep the stored data.', error)
  })
}
