import { findOutage } from '../http/outage.server.ts'
import { logFailure } from '../observability/logs.server.ts'

export type Tried = { count: number; failed: number }

/**
 * Adds up what the work returns for each. One that fails stops none of the others: all that failed are logged as one, with the
 * first error.
 *
 * @throws An outage of the database or the storage, which would only repeat itself.
 */
export async function tryEach<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  name: string,
  work: (item: Item) => Promise<number>,
): Promise<Tried> {
  const tried = { count: 0, failed: 0 }
  let firstError: unknown
  for await (const item of items) {
    try {
      tried.count += await work(item)
    } catch (error) {
      if (findOutage(error) !== undefined) throw error
      tried.failed += 1
      firstError ??= error
    }
  }
  if (tried.failed > 0)
    logFailure(`${name}: ${tried.failed} failed and are tried again with the next collection.`, firstError)
  return tried
}
