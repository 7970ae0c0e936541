import { readSocketFrame, writeSocketRequest } from '#app/sync/protocol/socket.ts'
import type { LoadAccount } from './load-accounts.ts'
import type { LoadAnswer, LoadClient, LoadSocket } from './load-client.ts'
import { createId, type LoadDocument } from './load-document.ts'

/** `socket`: as the product syncs; `post`: as it does where a WebSocket is refused; `put`: whole documents. */
export type Protocol = 'socket' | 'post' | 'put'

/** What all devices of a run add to. */
export type Tally = {
  /** From the moment an edit was due, whether or not the device could send it then, to its acknowledgement. */
  latenciesMs: number[]
  /** From an acknowledgement to its event on the account's stream; below zero when the event was faster. */
  wakeUpsMs: number[]
  acknowledged: number
  refusals: Map<string, number>
  lostStreams: number
}

export const createTally = (): Tally => ({
  latenciesMs: [],
  wakeUpsMs: [],
  acknowledged: 0,
  refusals: new Map(),
  lostStreams: 0,
})

export type LoadDevice = {
  create(): Promise<void>
  /** Its connection for events; with `socket` for its edits, too. */
  listen(): Promise<void>
  /** Edits until `endMs` (performance.now), each edit after its own random pause of `pauseMs` on average. */
  edit(tally: Tally, options: { pauseMs: number; endMs: number }): Promise<void>
  /** Whether the server has what it acknowledged last. */
  isStored(): Promise<boolean>
  close(): void
}

export function createLoadDevice(options: {
  client: LoadClient
  account: LoadAccount
  document: LoadDocument
  protocol: Protocol
}): LoadDevice {
  const { client, account, document, protocol } = options
  const projectId = createId()
  const clientId = createId()
  let revision = 0
  let value = 0
  let n = 0
  let cursor: number | null = null
  let tally: Tally | undefined
  let closeConnection: (() => void) | undefined
  let socket: LoadSocket | undefined
  let lastRequestId = 0
  const waiting = new Map<number, (answer: LoadAnswer) => void>()
  const acknowledgedAtBySeq = new Map<number, number>()

  async function push(next: number): Promise<boolean> {
    const response = await (protocol === 'put' ? pushByPut(next) : pushBySync(next))
    if (response === 'stored') {
      value = next
      return true
    }
    tally?.refusals.set(response, (tally.refusals.get(response) ?? 0) + 1)
    return false
  }

  async function pushByPut(next: number): Promise<string> {
    const body = `{"name":${JSON.stringify(document.name)},"data":${document.toDataJson(next)},"baseRevision":${revision}}`
    const response = await client.send({
      method: 'PUT',
      path: `/api/projects/${projectId}`,
      cookie: account.cookie,
      body,
    })
    if (response.status !== 200 && response.status !== 201) return String(response.status)
    revision = JSON.parse(response.text).revision
    return 'stored'
  }

  async function pushBySync(next: number): Promise<string> {
    const number = n + 1
    const content =
      revision === 0
        ? `"text":${JSON.stringify(document.toText(next))}`
        : `"changes":[${JSON.stringify(document.toChange(next))}]`
    const entry = `{"n":${number},"projectId":"${projectId}","baseRevision":${revision},${content},"hash":"${document.toHash(next)}"}`
    const body = `{"protocol":1,"clientId":"${clientId}","cursor":${cursor},"pushes":[${entry}]}`
    const response = await ask(body)
    if (response.status !== 200) return String(response.status)
    const result = JSON.parse(response.text)
    n = number
    cursor = result.cursor
    const ack = result.acks[0]
    if (ack?.status !== 'applied') return String(ack?.status)
    revision = ack.revision
    acknowledgedAtBySeq.set(result.cursor, performance.now())
    return 'stored'
  }

  function ask(body: string): Promise<LoadAnswer> {
    if (socket === undefined)
      return client.send({ method: 'POST', path: '/api/sync', cookie: account.cookie, body })
    lastRequestId += 1
    const id = lastRequestId
    const answered = new Promise<LoadAnswer>((resolve) => waiting.set(id, resolve))
    socket.send(writeSocketRequest(id, body))
    return answered
  }

  async function openSocket(options: { cookie: string; path: string; onEnd: () => void }) {
    socket = await client.openSocket({ ...options, onFrame })
    return socket.close
  }

  function onFrame(text: string): void {
    const frame = readSocketFrame(text)
    if (frame?.kind === 'event') onEvent(frame.text)
    if (frame?.kind !== 'response') return
    waiting.get(frame.id)?.(frame)
    waiting.delete(frame.id)
  }

  function onStreamText(text: string): void {
    for (const [, json] of text.matchAll(/^data: ?(.+)$/gm)) onEvent(json ?? 'null')
  }

  /** An event may arrive before the acknowledgement of its edit. */
  function onEvent(json: string): void {
    const seq = JSON.parse(json)?.seq
    const acknowledgedAtMs = acknowledgedAtBySeq.get(seq)
    if (acknowledgedAtMs !== undefined) tally?.wakeUpsMs.push(performance.now() - acknowledgedAtMs)
    acknowledgedAtBySeq.delete(seq)
  }

  return {
    async create() {
      if (!(await push(0.5))) throw new Error('A simulated device could not create its project.')
    },
    async listen() {
      let isClosing = false
      const onEnd = () => {
        if (!isClosing && tally) tally.lostStreams += 1
        for (const resolve of waiting.values()) resolve({ status: 0, text: '' })
        waiting.clear()
      }
      // Named without its client id, it is woken by its own edits, as another device of the account would be.
      const listening = { cookie: account.cookie, onEnd }
      const close =
        protocol === 'socket'
          ? await openSocket({ ...listening, path: `/api/socket?cursor=${cursor}` })
          : await client.openStream({ ...listening, path: '/api/events', onText: onStreamText })
      closeConnection = () => {
        isClosing = true
        close()
      }
    },
    async edit(current, { pauseMs, endMs }) {
      tally = current
      let dueMs = performance.now() + Math.random() * pauseMs
      while (dueMs < endMs) {
        const waitMs = dueMs - performance.now()
        if (waitMs > 1) await new Promise((resolve) => setTimeout(resolve, waitMs))
        // A device that fell far behind is overload already; unsent edits are not offered any more.
        if (performance.now() > endMs) return
        if (await push(Math.round(Math.random() * 1e8) / 1e8)) {
          current.latenciesMs.push(performance.now() - dueMs)
          current.acknowledged += 1
        }
        dueMs += pauseMs * (0.5 + Math.random())
      }
    },
    async isStored() {
      const response = await client.send({
        method: 'GET',
        path: `/api/projects/${projectId}`,
        cookie: account.cookie,
      })
      if (response.status !== 200) return false
      const stored = JSON.parse(response.text)
      return stored.revision === revision && document.readValue(stored.data) === value
    },
    close: () => closeConnection?.(),
  }
}
