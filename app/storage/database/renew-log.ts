import { deleteDB, openDB } from 'idb'

const LOG_DATABASE = 'renewed-log'
/** Late enough not to delay what a page reads first. */
const delayMs = 500
let isPlanned = false

/**
 * Lets Chromium start a new log file for this origin, once for all connections opened at about the same time.
 *
 * A browser killed in mid-write leaves half a record at the end of its log. The next start overlooks it and goes on
 * writing behind it; the start after that finds a damaged log and discards every database of the origin [F14]. Deleting
 * a database makes Chromium compact: what the log held is written to a table, and the log begins anew.
 */
export function planLogRenewal(): void {
  if (isPlanned) return
  isPlanned = true
  setTimeout(() => {
    isPlanned = false
    // Where it cannot be done, nothing is worse than before; the disk's faults are reported by the stores.
    renewLog().catch(() => undefined)
  }, delayMs)
}

async function renewLog(): Promise<void> {
  const database = await openDB(LOG_DATABASE, 1)
  database.close()
  await deleteDB(LOG_DATABASE)
}
