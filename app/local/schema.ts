import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb'

/**
 * Version of the database's stores and row shapes. Raise it for every change of either and add a step to `upgrade`; an
 * older build then opens the database for reading only [F17]. The document inside a snapshot has its own schemaVersion.
 */
export const DATABASE_VERSION = 1

/** A row as it comes back: only its key can be trusted, because IndexedDB cannot store it without. */
type Raw<Key extends string> = { [K in Key]: string } & { readonly [field: string]: unknown }

/** Rows as they were written. What is read back is `unknown` until the row's own parser has seen it. */
export interface LocalSchema extends DBSchema {
  /** Light list rows, keyed by project id. */
  projects: { key: string; value: Raw<'id'> }
  /** The whole document as JSON text, up to and including change number `includedSeq`. */
  snapshots: { key: string; value: Raw<'projectId'> }
  /** One row per change, numbered by the browser in the order the transactions ran. */
  changes: { key: number; value: Raw<'projectId'>; indexes: { byProject: string } }
  /** What waits to be pushed: at most one row per project. */
  outbox: { key: string; value: Raw<'projectId'> }
  /** Selections and zoom per project: last write wins, no history. */
  views: { key: string; value: Raw<'projectId'> }
  thumbnails: { key: string; value: { projectId: string; picture: Blob } }
  syncState: { key: string; value: Raw<'key'> }
  conflicts: { key: string; value: Raw<'id'>; indexes: { byProject: string } }
  appState: { key: string; value: { key: string; value: unknown } }
  mediaAssets: { key: string; value: Raw<'cloudId'>; indexes: { bySha256: string } }
  /** The files themselves, only where OPFS is missing. */
  mediaFiles: { key: string; value: { handleName: string; file: Blob } }
  mediaThumbnails: { key: string; value: { cloudId: string; picture: Blob } }
}

export type StoreName = StoreNames<LocalSchema>
export type Database = IDBPDatabase<LocalSchema>
export type ReadTransaction = IDBPTransaction<LocalSchema, StoreName[], 'readonly'>
export type WriteTransaction = IDBPTransaction<LocalSchema, StoreName[], 'readwrite'>

type UpgradeTransaction = IDBPTransaction<LocalSchema, StoreName[], 'versionchange'>
type Step = (database: Database, transaction: UpgradeTransaction) => void

/** Step n leads from version n to n + 1. A released step is never edited. */
const steps: readonly Step[] = [createFirstStores]

export function upgrade(database: Database, oldVersion: number, transaction: UpgradeTransaction): void {
  for (const step of steps.slice(oldVersion)) step(database, transaction)
}

function createFirstStores(database: Database): void {
  database.createObjectStore('projects', { keyPath: 'id' })
  database.createObjectStore('snapshots', { keyPath: 'projectId' })
  database
    .createObjectStore('changes', { keyPath: 'seq', autoIncrement: true })
    .createIndex('byProject', 'projectId')
  database.createObjectStore('outbox', { keyPath: 'projectId' })
  database.createObjectStore('views', { keyPath: 'projectId' })
  database.createObjectStore('thumbnails', { keyPath: 'projectId' })
  database.createObjectStore('syncState', { keyPath: 'key' })
  database.createObjectStore('conflicts', { keyPath: 'id' }).createIndex('byProject', 'projectId')
  database.createObjectStore('appState', { keyPath: 'key' })
  database.createObjectStore('mediaAssets', { keyPath: 'cloudId' }).createIndex('bySha256', 'sha256')
  database.createObjectStore('mediaFiles', { keyPath: 'handleName' })
  database.createObjectStore('mediaThumbnails', { keyPath: 'cloudId' })
}
