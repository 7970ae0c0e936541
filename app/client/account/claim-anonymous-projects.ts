import { ANONYMOUS_DATABASE } from '#app/storage/database/database-name.ts'
import { type LocalStores, openLocalStores } from '#app/storage/open-stores.ts'

/** Moves projects made before signing in into the account, once [F36]. Returns whether anything was moved. */
export async function claimAnonymousProjects(account: LocalStores): Promise<boolean> {
  if (account.isReadOnly() || !(await hasAnonymousDatabase())) return false
  const [{ claimAnonymous }, { runExclusively }] = await Promise.all([
    import('#app/storage/claim-projects.ts'),
    import('../platform/run-exclusively.ts'),
  ])
  let hasArrived = false
  await runExclusively('appframes:claim', async () => {
    const anonymous = await openLocalStores({})
    try {
      const report = await claimAnonymous({ from: anonymous, to: account })
      hasArrived = report.moved.length + report.copied.length > 0
      for (const { id, error } of report.failed)
        console.warn(`Project ${id} could not be moved into the account; the next start tries again.`, error)
    } finally {
      anonymous.close()
    }
  })
  return hasArrived
}

/** The anonymous database contains projects or pictures; deleted ones do not count. */
export async function hasAnonymousWork(): Promise<boolean> {
  if (!(await hasAnonymousDatabase())) return false
  const anonymous = await openLocalStores({})
  try {
    const [rows, assets] = await Promise.all([anonymous.projects.listRows(), anonymous.media.listAssets()])
    return (
      rows.some(({ deletedAtMs }) => deletedAtMs === undefined) ||
      assets.some(({ deletedAt }) => deletedAt === undefined)
    )
  } finally {
    anonymous.close()
  }
}

async function hasAnonymousDatabase(): Promise<boolean> {
  // Firefox added `databases()` late; where it is missing, opening an empty database does no harm.
  if (typeof indexedDB === 'undefined' || typeof indexedDB.databases !== 'function') return true
  const databases = await indexedDB.databases()
  return databases.some(({ name }) => name === ANONYMOUS_DATABASE)
}
