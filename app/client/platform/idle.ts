/** Runs a task when the page has nothing better to do. */
export function whenIdle(task: () => void): void {
  // Safari has no requestIdleCallback.
  if (typeof requestIdleCallback === 'function') requestIdleCallback(task, { timeout: 3000 })
  else setTimeout(task, 200)
}

/** What decides whether this browser may delete what the site stores. */
export async function readKeeping(): Promise<{ vendor: string; isPersisted: boolean; isInstalled: boolean }> {
  return {
    vendor: navigator.vendor,
    isPersisted: (await navigator.storage?.persisted?.()) === true,
    isInstalled: matchMedia('(display-mode: standalone)').matches,
  }
}

let hasAskedToPersist = false

/** On the first real edit, when the browser has a reason to say yes: unsynced work should not be evicted [F22]. */
export function askToPersist(): void {
  if (hasAskedToPersist) return
  hasAskedToPersist = true
  navigator.storage?.persist?.().catch((error: unknown) => {
    console.info('The browser did not promise to keep the stored data.', error)
  })
}
