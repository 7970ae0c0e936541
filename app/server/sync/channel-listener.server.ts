import type { Sql } from 'postgres'

type ChannelOptions = {
  channel: string
  onMessage: (payload: string) => void
  /** At the beginning, and after a lost connection: what was notified meanwhile is gone. */
  onListening: () => void
}

/**
 * One LISTEN for all of a process. The returned function begins it when it is first called and resolves when no
 * notification is missed from then on; after it rejected, the next call tries again.
 */
export function createChannelListener(
  sql: Pick<Sql, 'listen'>,
  { channel, onMessage, onListening }: ChannelOptions,
): () => Promise<unknown> {
  let listening: Promise<unknown> | undefined
  return () => {
    listening ??= sql.listen(channel, onMessage, onListening).catch((error: unknown) => {
      listening = undefined
      throw error
    })
    return listening
  }
}
