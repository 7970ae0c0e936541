import { claimAnonymous } from '#app/storage/claim-projects.ts'
import { deleteIdentity } from '#app/storage/delete-identity.ts'
import { openLocalStores } from '#app/storage/open-stores.ts'
import { runExclusively } from '../platform/run-exclusively.ts'
import { forgetIdentity, getIdentityPlaces, readIdentity } from './identity.ts'

/**
 * A deleted account cannot sign in again, so its database would never be opened again: its projects on this device move
 * to the anonymous one. May be interrupted and run again.
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
      // Projects that could not be moved stay in the account's database.
      if (!isEmpty) return
      // First: tabs of the account would take a vanished database of a signed-in identity for cleared data [F21].
      await forgetIdentity(places)
      await deleteIdentity(from.databaseName)
    } finally {
      from.close()
      to.close()
    }
  })
  await forgetIdentity(places)
}
