import type { LocalStores } from '#app/storage/open-stores.ts'
import { type Account, getIdentityPlaces } from './identity.ts'
import { moveDeletedAccounts } from './keep-projects-after-deletion.ts'

export type MoveDeletedWorkOptions = {
  account: Account | undefined
  stores: LocalStores
  rows: { readAll(): Promise<void> }
  media: { reload(): Promise<void> }
  /** Moves what is in the anonymous database into the account that is signed in. */
  claim: () => Promise<unknown>
}

/** What the page after the deletion could not finish, or what the deletion on another device left here. */
export async function moveDeletedWork(options: MoveDeletedWorkOptions): Promise<void> {
  const { account, stores, rows, media, claim } = options
  try {
    await moveDeletedAccounts(getIdentityPlaces(), account === undefined ? stores : undefined)
  } finally {
    if (account === undefined) await Promise.all([rows.readAll(), media.reload()])
    else await claim()
  }
}
