import type { Connection } from './connection.ts'

const flushDelayMs = 1000

/**
 * A commit is complete when the operating system has it: that survives a killed tab and a killed browser [F14].
 * Surviving a power cut needs a flush of the disk, which costs several times a commit; so it is done once for all edits
 * of a second, by one small `strict` transaction that the browser flushes together with everything before it (decision
 * 0006).
 */
export function createDiskFlusher(connection: Connection): () => void {
  let isPlanned = false
  async function settle(): Promise<void> {
    isPlanned = false
    if (!connection.isUsable()) return
    await connection.write(
      ['appState'],
      (transaction) => transaction.objectStore('appState').put({ key: 'settled', value: true }),
      'strict',
    )
  }
  return () => {
    if (isPlanned) return
    isPlanned = true
    connection
      .wait(flushDelayMs)
      .then(settle)
      // The edits themselves are written and reported; only their flush is retried, with the next ones.
      .catch((error: unknown) => console.warn('The last edits could not be flushed to the disk yet', error))
  }
}
