import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:https'
import { fileURLToPath } from 'node:url'
import { type GoogleServer, startGoogleServer } from '../../fakes/google-server.ts'

/** Google for a whole browser: https://accounts.google.com resolves to the fake. */
export type BrowserGoogle = GoogleServer & {
  /** For Chromium, which must accept the fake's self-signed certificate too. */
  profile: { args: string[]; ignoreHTTPSErrors: true }
}

export async function startGoogleForBrowser(): Promise<BrowserGoogle> {
  const google = await startGoogleServer()
  const read = (name: string) => readFile(fileURLToPath(new URL(name, import.meta.url)))
  const server = createServer(
    { key: await read('key.pem'), cert: await read('certificate.pem') },
    google.handler,
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.')
  return {
    ...google,
    // Tests override fields of the first object.
    get person() {
      return google.person
    },
    set person(person) {
      google.person = person
    },
    get declines() {
      return google.declines
    },
    set declines(declines) {
      google.declines = declines
    },
    profile: {
      args: [`--host-resolver-rules=MAP accounts.google.com:443 127.0.0.1:${address.port}`],
      ignoreHTTPSErrors: true,
    },
    async stop() {
      server.closeAllConnections()
      server.close()
      await google.stop()
    },
  }
}
