import { type ClaimReport, claimAnonymous } from '#app/storage/claim-projects.ts'
import { deleteIdentity } from '#app/storage/delete-identity.ts'
import { type LocalStores, openLocalStores } from '#app/storage/open-stores.ts'
import { clearIdentityKeys } from '../platform/identity-keys.ts'
import { runExclusively } from '../platform/run-exclusively.ts'
import { forgetDeletedAccount, type IdentityPlaces, readIdentity, resolveIdentity } from './identity.ts'

/**
 * A deleted account cannot sign in again, so its database would never be opened again: its projects on this device move
 * to the anonymous one. For the page that follows the deletion. @throws As `moveDeletedAccounts`.
 */
export async function keepProjectsAfterDeletion(places: IdentityPlaces): Promise<void> {
  // The mark of the deletion goes into the record first: interrupted, the next start of the app goes on.
  await resolveIdentity(undefined, places)
  await moveDeletedAccounts(places)
}

/**
 * Moves the projects of every deleted account into the anonymous database (`opened`, where this page has it open), and
 * removes the accounts' own ones. May be interrupted and run again. @throws When something could not be moved: it stays
 * where it was, for the next start.
 */
export async function moveDeletedAccounts(places: IdentityPlaces, opened?: LocalStores): Promise<void> {
  const userIds = (await readIdentity(places))?.deletedUserIds ?? []
  if (userIds.length === 0) return
  const anonymous = opened ?? (await openLocalStores({}))
  const errors: unknown[] = []
  for (const userId of userIds) {
    await moveAccount(userId, anonymous, places).catch((error: unknown) => errors.push(error))
  }
  if (opened === undefined) anonymous.close()
  if (errors.length > 0) throw errors[0]
}

async function moveAccount(userId: string, anonymous: LocalStores, places: IdentityPlaces): Promise<void> {
  await runExclusively('appframes:claim', async () => {
    const databaseName = await emptyDatabase(userId, anonymous)
    await deleteIdentity(databaseName)
    clearIdentityKeys(places.cache, databaseName)
    await forgetDeletedAccount(userId, places)
  })
}

async function emptyDatabase(userId: string, to: LocalStores): Promise<string> {
  const from = await openLocalStores({ userId })
  try {
    // Memory in place of a database that does not open now: it would look empty.
    if (!from.isShared)
      throw new Error('The database of the deleted account does not open in this browser now.')
    const report = await claimAnonymous({ from, to })
    await requireEmpty(from, report)
    return from.databaseName
  } finally {
    from.close()
  }
}

async function requireEmpty({ projects, media }: LocalStores, { failed }: ClaimReport): Promise<void> {
  const [rows, assets] = await Promise.all([projects.listRows(), media.listAssets()])
  if (rows.length + assets.length === 0) return
  const [first] = failed
  const reason = first?.error instanceof Error ? ` ${first.error.message}` : ''
  throw new Error(
    `Of a deleted account, ${rows.length} projects and ${assets.length} pictures could not be moved.${reason}`,
    { cause: first?.error },
  )
}
