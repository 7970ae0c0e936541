import type { AccountId } from '#db/account-id.ts'
import type { Database } from '#db/client.ts'
import type { Services } from '../services.server.ts'

import { takeTurn } from './account-turns.server.ts'

type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]

/** A transaction that takes the account's row, when it is the account's turn. */
export function transactInTurn<T>(
  services: Services,
  accountId: AccountId,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const { db, sql } = services.database
  return takeTurn(sql, accountId, () => db.transaction(work))
}
