import { type DatabaseClient, openDatabase } from '#db/client.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#db/embedded-postgres.ts'
import { DatabaseNewerError, migrateDatabase } from '#db/migrate.ts'
import type { Environment } from '../config/env.server.ts'
import { StartError } from '../config/start-error.server.ts'
import { toLogText } from '../observability/log-text.server.ts'
import { logFailure } from '../observability/logs.server.ts'

export type ServerDatabase = {
  client: DatabaseClient
  /** For the person at the terminal: where the data is. */
  place: string
  /** Where the embedded Postgres keeps its data. */
  clusterDir?: string | undefined
  /** Why the embedded Postgres does not run just now. */
  findFault?: (() => string | undefined) | undefined
  close(): Promise<void>
}

/**
 * The migrated database: DATABASE_URL, else the embedded one.
 *
 * @throws StartError when it cannot be reached or must not be used.
 */
export async function openServerDatabase(environment: Environment): Promise<ServerDatabase> {
  const { databaseUrl, dataDir } = environment
  if (databaseUrl !== undefined) {
    return connect(databaseUrl, `the database ${describeAddress(databaseUrl)}`, undefined)
  }
  const embedded = await startEmbedded(dataDir)
  const isElsewhere = !embedded.clusterDir.startsWith(dataDir)
  const place = isElsewhere ? `${dataDir}, the database in ${embedded.clusterDir}` : dataDir
  return connect(embedded.url, `${place} (embedded Postgres)`, embedded)
}

async function startEmbedded(dataDir: string): Promise<EmbeddedPostgres> {
  try {
    return await startEmbeddedPostgres({ dataDir, onFault: logFailure })
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause
    // A program that failed (initdb) says more than a sentence.
    const [first = ''] = cause.message.split('\n')
    throw new StartError(
      /\.$/.test(first) ? first : `The embedded Postgres could not be started: ${first}.`,
      { cause },
    )
  }
}

async function connect(
  url: string,
  place: string,
  embedded: EmbeddedPostgres | undefined,
): Promise<ServerDatabase> {
  try {
    await migrateDatabase(url)
  } catch (cause) {
    await embedded?.close()
    if (cause instanceof DatabaseNewerError) throw new StartError(cause.message, { cause })
    const reason = describeFailure(cause)
    if (reason === undefined) {
      const reason = cause instanceof Error ? toLogText(cause.message) : 'for an unknown reason'
      throw new StartError(`The database ${describeAddress(url)} could not be prepared: ${reason}.`, {
        cause,
      })
    }
    throw new StartError(`The database ${describeAddress(url)} ${reason}; check DATABASE_URL.`, { cause })
  }
  const client = openDatabase(url)
  return {
    client,
    place,
    clusterDir: embedded?.clusterDir,
    findFault: embedded?.findFault,
    async close() {
      await client.close()
      await embedded?.close()
    },
  }
}

/** Host, port and name; never the password. */
function describeAddress(url: string): string {
  const { hostname, port, pathname } = new URL(url)
  return `${pathname.slice(1) || 'postgres'} at ${hostname}:${port || '5432'}`
}

const FAILURES: Record<string, string> = {
  ECONNREFUSED: 'cannot be reached (nothing listens there)',
  ENOTFOUND: 'cannot be reached (no such host)',
  EAI_AGAIN: 'cannot be reached (the host name cannot be looked up)',
  EHOSTUNREACH: 'cannot be reached (no way to the host)',
  ENETUNREACH: 'cannot be reached (no way to the host)',
  ETIMEDOUT: 'cannot be reached (no answer)',
  CONNECT_TIMEOUT: 'cannot be reached (no answer within ten seconds)',
  ECONNRESET: 'closed the connection',
  CONNECTION_CLOSED: 'closed the connection',
  CONNECTION_DESTROYED: 'closed the connection',
  '28P01': 'refuses this user or password',
  '28000': 'refuses this user or password',
  '3D000': 'does not exist',
  '42501': 'does not let this user create tables',
  '53300': 'has no connection left',
}

function describeFailure(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  const own = 'code' in error ? FAILURES[String(error.code)] : undefined
  // Drizzle wraps the driver's error; a host with two addresses fails with both.
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause
  return own ?? describeFailure(inner)
}
