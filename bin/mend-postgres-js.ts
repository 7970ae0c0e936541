import type { Plugin } from 'vite'

type Mend = { before: string; after: string }

/**
 * postgres.js 3.4.9 does not survive the loss of a connection under load: a statement of an open transaction, its own
 * ROLLBACK above all, is written to a socket that is null, outside of every promise, and the process ends
 * (porsager/postgres#1154, #1208). If the connection has been opened again meanwhile, the statement runs there, outside
 * of its transaction; and statements left in the queue of the old connection take the responses of the new one (#1155).
 * No release has a correction. Two patches save waits: the one at BEGIN and the size of a write.
 */
const mends: Record<string, Mend[]> = {
  'connection.js': [
    {
      before: `    if (stream)
      return queryError(q, Errors.generic('COPY_IN_PROGRESS'`,
      after: `    if (!socket || socket.destroyed)
      return queryError(q, Errors.connection('CONNECTION_CLOSED', options))

    if (stream)
      return queryError(q, Errors.generic('COPY_IN_PROGRESS'`,
    },
    {
      // What one turn of the event loop has for the server goes out in one write.
      before: 'if (fn || chunk.length >= 1024)',
      after: 'if (fn || chunk.length >= 16384)',
    },
    {
      before: '    const x = socket.write(chunk, fn)',
      after: `    if (!socket)
      return (chunk = nextWriteTimer = null, false)

    const x = socket.write(chunk, fn)`,
    },
    {
      // Rejected by the loss of the connection, which is reported to the caller that opened it.
      before: '        return fetchArrayTypes()',
      after: '        return fetchArrayTypes().catch(noop)',
    },
    {
      // Without another host to try, waiting callers are rejected at once; nothing of the old connection stays for the
      // next.
      before: `    socket = null

    if (initial)
      return reconnect()

    !hadError && (query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options, socket))`,
      after: `    socket = null
    chunk = nextWriteTimer = null

    if (initial && options.host[1])
      return reconnect()

    if (initial || query || sent.length)
      error(Errors.connection('CONNECTION_CLOSED', options, socket))
    query = results = errorResponse = final = null
    result = new Result()
    rows = 0`,
    },
  ],
  'index.js': [
    {
      // A transaction's first statements follow BEGIN without waiting for its result. Should BEGIN fail, every later
      // statement is rejected.
      before: `      await sql.unsafe('begin ' + options.replace(/[^a-z ]/ig, ''), [], { onexecute }).execute()
`,
      after: `      const starting = sql.unsafe('begin ' + options.replace(/[^a-z ]/ig, ''), [], { onexecute }).execute()
      starting.catch(e => lost || (lost = e))
      connection
        ? move(connection, reserved)
        : await starting
`,
    },
    {
      before: `    const queue = Queue()
    const c = open.length`,
      after: `    const queue = Queue()
    let lost = null
    const c = open.length`,
    },
    {
      // Else the next connection that opens is assigned to a caller that was already rejected, and never returned.
      before: 'const query = { reserve: resolve, reject }',
      after: 'const query = { reserve: resolve, reject: e => (queries.remove(query), reject(e)) }',
    },
    {
      before: `    c.reserved.release = true
`,
      after: `    c.reserved.release = true
    c.onclose = e => {
      lost = e
      while (queue.length) queue.shift().reject(e)
    }
`,
    },
    {
      before: `    sql.release = () => {
`,
      after: `    sql.release = () => {
      if (lost)
        return
      c.onclose = null
`,
    },
    {
      before: `    function handler(q) {
      c.queue === full
        ? queue.push(q)`,
      after: `    function handler(q) {
      if (lost)
        return q.reject(lost)
      c.queue === full
        ? queue.push(q)`,
    },
    {
      before: `      , connection
      , prepare = null
`,
      after: `      , connection
      , prepare = null
      , lost = null
`,
    },
    {
      before: 'new Promise((_, reject) => connection.onclose = reject)',
      after: `new Promise((_, reject) => connection.onclose = e => {
          lost = e
          while (queries.length) queries.shift().reject(e)
          reject(e)
        })`,
    },
    {
      before: `        q.catch(e => uncaughtError || (uncaughtError = e))
`,
      after: `        q.catch(e => uncaughtError || (uncaughtError = e))
        if (lost)
          return q.reject(lost)
`,
    },
  ],
}

const source = /node_modules\/postgres\/src\/(connection|index)\.js$/

/**
 * Patches the driver while it is bundled. An upgrade that changed these places stops the build, so that the patches are
 * reviewed.
 */
export function mendPostgresJs(): Plugin {
  return {
    name: 'mend-postgres-js',
    enforce: 'pre',
    transform(code, id) {
      const file = source.exec(id.replaceAll('\\', '/').split('?')[0] ?? '')?.[1]
      if (file === undefined) return undefined
      return { code: applyMends(code, `${file}.js`), map: null }
    },
  }
}

function applyMends(code: string, file: string): string {
  return (mends[file] ?? []).reduce((mended, { before, after }) => {
    if (mended.split(before).length === 2) return mended.replace(before, () => after)
    throw new Error(
      `postgres.js was changed at a place that bin/mend-postgres-js.ts mends (${file}):\n${before}`,
    )
  }, code)
}
