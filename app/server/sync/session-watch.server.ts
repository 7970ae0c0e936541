import type { Sql } from 'postgres'
import type { Services } from '../services.server.ts'
import { createChannelListener } from './channel-listener.server.ts'

/** A trigger on `session` notifies the id of every session that ends, whatever the cause (db/migrations). */
const ENDED_SESSIONS_CHANNEL = 'appframes_ended_sessions'

export type WatchedStream = {
  sessionId: string
  /** The session has ended. */
  end(): void
  /** Unknown: notifications during a lost connection are gone. */
  recheck(): void
}

type Watch = { streams: Map<string, Set<WatchedStream>>; listen: () => Promise<unknown> }

/** Of each pool, which stands for a process. */
const watches = new WeakMap<Sql, Watch>()

/** Resolves when no end of the session is missed from now on, whichever process ends it. */
export async function watchSession(services: Services, stream: WatchedStream): Promise<() => void> {
  const { sql } = services.database
  const watch = watches.get(sql) ?? createWatch(sql)
  watches.set(sql, watch)
  await watch.listen()
  const { sessionId } = stream
  const ofSession = watch.streams.get(sessionId) ?? new Set()
  watch.streams.set(sessionId, ofSession.add(stream))
  // It may have ended between the check of the cookie and now.
  stream.recheck()
  return () => {
    ofSession.delete(stream)
    if (ofSession.size === 0 && watch.streams.get(sessionId) === ofSession) watch.streams.delete(sessionId)
  }
}

function createWatch(sql: Sql): Watch {
  const streams: Watch['streams'] = new Map()
  const listen = createChannelListener(sql, {
    channel: ENDED_SESSIONS_CHANNEL,
    onMessage(sessionId) {
      for (const stream of [...(streams.get(sessionId) ?? [])]) stream.end()
    },
    onListening() {
      for (const ofSession of streams.values()) for (const stream of ofSession) stream.recheck()
    },
  })
  return { streams, listen }
}
