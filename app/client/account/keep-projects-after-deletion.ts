import { claimAnonymous } from '#app/storage/claim-projects.ts'
import { deleteIdentity } from '#app/storage/delete-identity.ts'
import { openLocalStores } from '#app/storage/open-stores.ts'
import { runExclusively } from '../platform/web-locks.ts'
import { getIdentityPlaces } from './browser-identity.ts'
import { forgetIdentity, readIdentity } from './identity.ts'

/**
 * After an account is deleted nobody can sign in to it again, so its database would never be opened again: its work on this
 * device moves to the one that opens without an account. May be cut off and run again.
 */
export async function keepProjectsAfterDeletion(): Promise<void> {
  const places = getIdentityPlaces()
  const account = (await readIdentity(places))?.account
  if (account === undefined) return
  await runExclusively('appframes:claim', async () => {
    const from = await openLocalStores({ userId: account.userId })
    const to = await openLocalStores({})
    try {
      const { left } = await claimAnonymous({ from, to })
      const stays = new Set(left)
      const rows = await from.projects.listRows()
      const isEmpty = rows.every((row) => stays.has(row.id) && row.deletedAtMs !== undefined)
      from.close()
      // What could not be moved stays where it is rather than go.
      if (!isEmpty) return
      // First: tabs of the account take a database that vanishes under somebody signed in for cleared data [F21].
      await forgetIdentity(places)
      await deleteIdentity(from.databaseName)
    } finally {
      from.close()
      to.close()
    }
  })
  await forgetIdentity(places)
}
