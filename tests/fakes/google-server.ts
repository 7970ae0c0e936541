import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type MutableToken, OAuth2Server } from 'oauth2-mock-server'

export type GooglePerson = { sub: string; email: string; email_verified: boolean; name: string }

/**
 * A real OpenID server on localhost in Google's place. The server under test reaches it by a preload that redirects
 * Google's hosts.
 */
export type GoogleServer = {
  /** For the server under test. */
  environment: Record<string, string>
  /** The user signed in at Google. */
  person: GooglePerson
  /** The user presses "Cancel" at Google. */
  declines: boolean
  /** Changes the next tokens before, or the whole text after, they are signed. */
  tamper: { payload?: (payload: MutableToken['payload']) => void; token?: (token: string) => string }
  /** Google's page: responds to the redirect to it with the redirect back. */
  authorize(location: string): Promise<string>
  handler: OAuth2Server['service']['requestHandler']
  stop(): Promise<void>
}

export const GOOGLE_CLIENT_ID = 'appframes-test.apps.googleusercontent.com'

export async function startGoogleServer(): Promise<GoogleServer> {
  const server = new OAuth2Server(undefined, undefined, {
    endpoints: { authorize: '/o/oauth2/v2/auth', token: '/token', jwks: '/oauth2/v3/certs' },
  })
  await server.issuer.keys.generate('RS256')
  server.issuer.url = 'https://accounts.google.com'
  await server.start(0, '127.0.0.1')
  const url = `http://127.0.0.1:${server.address().port}`
  const google: GoogleServer = {
    environment: {
      GOOGLE_CLIENT_ID,
      GOOGLE_CLIENT_SECRET: 'a secret of the tests',
      GOOGLE_DOUBLE_URL: url,
      NODE_OPTIONS: `--import ${pathToFileURL(resolve('tests/setup/redirect-google.mjs')).href}`,
    },
    person: { sub: 'google-1', email: 'ada@gmail.example', email_verified: true, name: 'Ada' },
    declines: false,
    tamper: {},
    async authorize(location) {
      const asked = new URL(location)
      if (asked.origin !== 'https://accounts.google.com') throw new Error(`Not Google: ${location}`)
      const answer = await fetch(url + asked.pathname + asked.search, { redirect: 'manual' })
      const back = answer.headers.get('location')
      if (back === null) throw new Error(`Google answered ${answer.status}: ${await answer.text()}`)
      return back
    },
    handler: server.service.requestHandler,
    stop: () => server.stop(),
  }
  server.service.on('beforeTokenSigning', ({ payload }: MutableToken) => {
    Object.assign(payload, google.person)
    google.tamper.payload?.(payload)
  })
  server.service.on('beforeResponse', (response: { body: Record<string, unknown> | '' | undefined }) => {
    const token = typeof response.body === 'object' ? response.body.id_token : undefined
    if (typeof response.body === 'object' && typeof token === 'string') {
      response.body.id_token = google.tamper.token?.(token) ?? token
    }
  })
  server.service.on('beforeAuthorizeRedirect', ({ url: back }: { url: URL }) => {
    if (!google.declines) return
    back.searchParams.delete('code')
    back.searchParams.set('error', 'access_denied')
  })
  return google
}
