import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb'
import type { StoredBlob } from './stored-blob.ts'

/**
 * Version of the database's stores and row shapes. Raise it for every change of either and add a step to `upgrade`; an
 * older build then opens the database for reading only [F17]. The document inside a snapshot has its own schemaVersion.
 */
export const DATABASE_VERSION = 3

/** A row as read: only its key can be trusted, because IndexedDB cannot store it without. */
type Raw<Key extends string> = { [K in Key]: string } & { readonly [field: string]: unknown }

/** Rows as written. Rows read back are `unknown` until their parser has run. */
export interface LocalSchema extends DBSchema {
  /** Light list rows, keyed by project id. */
  projects: { key: string; value: Raw<'id'> }
  /** The whole document as JSON text, up to and including change number `includedSeq`. */
  snapshots: { key: string; value: Raw<'projectId'> }
  /** One row per change, numbered by the browser in the order the transactions ran. */
  changes: { key: number; value: Raw<'projectId'>; indexes: { byProjectSeq: [string, number] } }
  /** The document the server has, stored whole when it no longer equals the working copy at some number of the log. */
  bases: { key: string; value: Raw<'projectId'> }
  /** In-flight pushes: numbered, not yet acknowledged. */
  sealed: { key: number; value: { readonly n: number; readonly [field: string]: unknown } }
  /** Pushes that the server rejected for good, to be exported or tried again. */
  quarantine: { key: string; value: Raw<'id'> }
  /** Pending changes: at most one row per project. */
  outbox: { key: string; value: Raw<'projectId'> }
  /** Selections and zoom per project: last write wins, no history. */
  views: { key: string; value: Raw<'projectId'> }
  thumbnails: { key: string; value: { projectId: string; picture: StoredBlob } }
  syncState: { key: string; value: Raw<'key'> }
  conflicts: { key: string; value: Raw<'id'>; indexes: { byProject: string } }
  appState: { key: string; value: { key: string; value: unknown } }
  mediaAssets: { key: string; value: Raw<'cloudId'>; indexes: { bySha256: string } }
  /** The files themselves, only where OPFS is missing. */
  mediaFiles: { key: string; value: { handleName: string; file: StoredBlob } }
  mediaThumbnails: { key: string; value: { cloudId: string; picture: StoredBlob } }
}

export type StoreName = StoreNames<LocalSchema>
export type Database = IDBPDatabase<LocalSchema>
export type ReadTransaction = IDBPTransaction<LocalSchema, StoreName[], 'readonly'>
export type UpgradingRows = IDBPTransaction<LocalSchema, StoreName[], 'versionchange'>
export type WriteTransaction = IDBPTransaction<LocalSchema, StoreName[], 'readwrite'>

/** The part of IDBDatabase that an upgrade needs; the in-memory implementation has no more. */
type Store = {
  createIndex(name: string, keyPath: string | string[]): unknown
  deleteIndex(name: string): void
}
export type Upgraded = {
  createObjectStore(name: StoreName, options: { keyPath: string; autoIncrement?: boolean }): Store
}
export type UpgradeTransaction = { objectStore(name: StoreName): Store }
type Step = (database: Upgraded, transaction: UpgradeTransaction) => void

/** Step n leads from version n to n + 1. A released step is never edited. Rows are migrated by `migrate-rows.ts`. */
const steps: readonly Step[] = [createFirstStores, createSyncStores, leaveStores]

export function upgrade(database: Upgraded, oldVersion: number, transaction: UpgradeTransaction): void {
  for (const step of steps.slice(oldVersion)) step(database, transaction)
}

function createFirstStores(database: Upgraded): void {
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

function leaveStores(): void {
  // Version 3 has the generation of pending changes in the list row alone; an older build would read an old one.
}

function createSyncStores(database: Upgraded, transaction: UpgradeTransaction): void {
  const changes = transaction.objectStore('changes')
  changes.createIndex('byProjectSeq', ['projectId', 'seq'])
  changes.deleteIndex('byProject')
  database.createObjectStore('bases', { keyPath: 'projectId' })
  database.createObjectStore('sealed', { keyPath: 'n' })
  database.createObjectStore('quarantine', { keyPath: 'id' })
}
