import { type Connection, type ConnectionOptions, openDatabaseConnection } from './database/connection.ts'
import { upgradeRows } from './projects/migrate-rows.ts'

/** The database of one identity, its rows brought to this build's version. Fails with a named storage error. */
export function openConnection(options: ConnectionOptions): Promise<Connection> {
  return openDatabaseConnection({ ...options, upgradeRows })
}
