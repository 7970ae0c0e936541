import { Agent, type IncomingMessage, request as sendRequest } from 'node:http'
import { WebSocket } from 'ws'
import { deflateFramesAtOnce } from '#app/server/sync/deflate-frames.server.ts'

export type LoadAnswer = { status: number; text: string }
export type LoadClient = {
  send(options: {
    method: string
    path: string
    cookie: string
    body?: string
    headers?: Record<string, string>
  }): Promise<LoadAnswer>
  openStream(options: {
    path: string
    cookie: string
    onText: (text: string) => void
    onEnd: () => void
  }): Promise<() => void>
  /** With the compression that browsers offer. */
  openSocket(options: {
    path: string
    cookie: string
    onFrame: (text: string) => void
    onEnd: () => void
  }): Promise<LoadSocket>
  close(): void
}
export type LoadSocket = { send(text: string): void; close(): void }

const TIMEOUT_MS = 30_000

/** Plain node:http: fetch costs the simulated devices several times as much. */
export function createLoadClient(url: string): LoadClient {
  // Else the simulated devices take the processor from the server.
  deflateFramesAtOnce()
  const { hostname, port } = new URL(url)
  const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY })
  const streams = new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY })
  const address = { hostname: hostname === 'localhost' ? '127.0.0.1' : hostname, port, setHost: false }
  const host = `${hostname}:${port}`
  return {
    send: ({ method, path, cookie, body, headers }) =>
      new Promise((resolve, reject) => {
        const json =
          body === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
        const request = sendRequest(
          {
            ...address,
            agent,
            method,
            path,
            timeout: TIMEOUT_MS,
            headers: { host, cookie, ...json, ...headers },
          },
          (response) => {
            readText(response).then((text) => resolve({ status: response.statusCode ?? 0, text }), reject)
          },
        )
        request.on('timeout', () => request.destroy(new Error(`No answer to ${method} ${path} within 30 s.`)))
        request.on('error', reject)
        request.end(body)
      }),
    openStream: ({ path, cookie, onText, onEnd }) =>
      new Promise((resolve, reject) => {
        const headers = { host, cookie, accept: 'text/event-stream' }
        const request = sendRequest({ ...address, agent: streams, path, headers }, (response) => {
          if (response.statusCode !== 200) {
            response.resume()
            reject(new Error(`GET ${path} answered ${response.statusCode}.`))
            return
          }
          response.setEncoding('utf8').on('data', onText).on('close', onEnd)
          resolve(() => request.destroy())
        })
        request.on('error', (error) => {
          reject(error)
          onEnd()
        })
        request.end()
      }),
    openSocket: ({ path, cookie, onFrame, onEnd }) =>
      new Promise((resolve, reject) => {
        const headers = { host, cookie, origin: new URL(url).origin }
        const socket = new WebSocket(`ws://${address.hostname}:${port}${path}`, { headers })
        socket.on('open', () =>
          resolve({ send: (text) => socket.send(text), close: () => socket.terminate() }),
        )
        socket.on('message', (data) => onFrame(String(data)))
        socket.on('close', onEnd)
        socket.on('error', reject)
      }),
    close() {
      agent.destroy()
      streams.destroy()
    },
  }
}

async function readText(response: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of response.setEncoding('utf8')) text += chunk
  return text
}
