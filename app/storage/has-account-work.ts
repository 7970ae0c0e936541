import { openDB } from 'idb'
import { ANONYMOUS_DATABASE } from './database/database-name.ts'
import { IDENTITY_DATABASE } from './database/identity-store.ts'

const PREFIX = 'appframes:'

/**
 * Returns whether a database of any account on this device contains projects. Browsers that cannot list databases:
 * `false`.
 */
export async function hasAccountWork(): Promise<boolean> {
  if (globalThis.indexedDB === undefined || typeof indexedDB.databases !== 'function') return false
  const names = (await indexedDB.databases()).flatMap(({ name }) => (name === undefined ? [] : [name]))
  const ofAccounts = names.filter(
    (name) => name.startsWith(PREFIX) && name !== ANONYMOUS_DATABASE && name !== IDENTITY_DATABASE,
  )
  for (const name of ofAccounts) if (await hasProjects(name)) return true
  return false
}

async function hasProjects(name: string): Promise<boolean> {
  // Opened without a version, so that a database of any build opens; a database that was just deleted is not created
  // again.
  const database = await openDB(name, undefined, {
    upgrade: (_opened, _old, _new, transaction) => transaction.abort(),
  }).catch(() => undefined)
  if (database === undefined) return false
  try {
    return database.objectStoreNames.contains('projects') && (await database.count('projects')) > 0
  } finally {
    database.close()
  }
}
