import { type SyncEvent, syncEventSchema } from '#app/sync/protocol/projects.ts'
import { isStarting } from './two-servers.ts'

export type EventWatch = {
  /** Resolves when an event of at least this number was received. */
  received(seq: number): Promise<void>
  /** How often the stream ended and was opened again. */
  countReopened(): number
  close(): void
}

/** A device's listener at /api/events: opens the stream again whenever it ends, from its last event. */
export async function watchEvents(options: { url: string; cookie: string }): Promise<EventWatch> {
  const abort = new AbortController()
  let seq = 0
  let reopened = 0
  let waiting: { seq: number; resolve: () => void }[] = []

  function take(event: SyncEvent): void {
    seq = Math.max(seq, event.seq)
    for (const { resolve } of waiting.filter((each) => each.seq <= seq)) resolve()
    waiting = waiting.filter((each) => each.seq > seq)
  }

  async function open(): Promise<Response> {
    while (true) {
      try {
        const headers = { cookie: options.cookie, connection: 'close' }
        const response = await fetch(`${options.url}/api/events?cursor=${seq}`, {
          headers,
          signal: abort.signal,
        })
        if (isStarting(response)) continue
        if (response.status !== 200) throw new Error(`The stream was answered with ${response.status}.`)
        return response
      } catch (error) {
        // No server was there yet to accept the connection.
        if (abort.signal.aborted || !(error instanceof TypeError)) throw error
      }
    }
  }

  async function read(response: Response): Promise<void> {
    let text = ''
    for await (const chunk of (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
      text += chunk
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1]
        if (data) take(syncEventSchema.parse(JSON.parse(data)))
      }
    }
  }

  async function follow(first: Response): Promise<void> {
    let response = first
    while (!abort.signal.aborted) {
      // This listener exists for cut streams.
      await read(response).catch(() => undefined)
      if (abort.signal.aborted) return
      reopened += 1
      response = await open()
    }
  }

  const following = follow(await open())
  following.catch(() => undefined)
  return {
    received: (requested) =>
      new Promise((resolve, reject) => {
        if (seq >= requested) return resolve()
        waiting.push({ seq: requested, resolve })
        following.catch(reject)
      }),
    countReopened: () => reopened,
    close: () => abort.abort(),
  }
}
