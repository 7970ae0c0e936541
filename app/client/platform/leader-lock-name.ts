/** The Web Lock of the tab, or the service worker, that syncs for an identity. */
export function planLeadLockName(databaseName: string): string {
  return `appframes:sync:${databaseName}`
}
