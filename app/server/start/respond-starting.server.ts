import type { RequestListener } from 'node:http'

const message = 'AppFrames is starting. Try again in a second.'

/** Every response until the database is open; to a path of the API in the form of its errors. */
export const respondStarting: RequestListener = ({ url = '/' }, response) => {
  const isApi = url.startsWith('/api/')
  const contentType = isApi ? 'application/json' : 'text/plain'
  response.writeHead(503, { 'Retry-After': '1', 'Content-Type': contentType })
  response.end(isApi ? JSON.stringify({ error: { code: 'unavailable', message } }) : `${message}\n`)
}
