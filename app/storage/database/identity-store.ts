import { type DBSchema, type IDBPDatabase, openDB } from 'idb'

/** Stores the signed-in identity only: it is read before any identity's own database is opened. */
export const IDENTITY_DATABASE = 'appframes:identity'

interface IdentitySchema extends DBSchema {
  records: { key: string; value: unknown }
}

/** Rows are `unknown` until their parser has run; `undefined`: never written, or cleared. */
export interface IdentityStore {
  read(): Promise<unknown>
  /** Resolves when the record is flushed to disk, so that a power cut right after it loses nothing. */
  write(record: unknown): Promise<void>
}

const KEY = 'current'

/**
 * IndexedDB, because Chromium writes localStorage and cookies to the disk only seconds later. Opened for each call: it
 * is read a few times per page, and an open connection would block clearing the data.
 */
export function createIdentityStore(): IdentityStore {
  return {
    read: () => withDatabase((database) => database.get('records', KEY)),
    write: (record) =>
      withDatabase(async (database) => {
        const transaction = database.transaction('records', 'readwrite', { durability: 'strict' })
        await Promise.all([transaction.store.put(record, KEY), transaction.done])
      }),
  }
}

async function withDatabase<Result>(
  run: (database: IDBPDatabase<IdentitySchema>) => Promise<Result>,
): Promise<Result> {
  const database = await openDB<IdentitySchema>(IDENTITY_DATABASE, 1, {
    upgrade: (opened) => {
      opened.createObjectStore('records')
    },
  })
  try {
    return await run(database)
  } finally {
    database.close()
  }
}
