import { createHash } from 'node:crypto'
import { GoogleStrategy } from '@coji/remix-auth-google'
import { FLOW_COOKIE_PATH, FLOW_LIFETIME_SECONDS, STATE_COOKIE } from './google-cookies.server.ts'

/** The response of Google's token endpoint, not verified yet: Better Auth does that. */
export type GoogleTokens = { idToken: string; nonce: string }

export type GoogleStrategySettings = {
  clientId: string
  clientSecret: string
  /** The address people open; Google sends them back there. */
  publicUrl: string
}

/**
 * The authorization-code flow with PKCE and state, for one request. To the package's strategy it adds a nonce, made from the
 * code verifier so that the cookie already holds it, and a cookie that is Secure on https and sent to these routes only.
 */
class NoncedGoogleStrategy extends GoogleStrategy<GoogleTokens> {
  #nonce = ''

  constructor({ clientId, clientSecret, publicUrl }: GoogleStrategySettings) {
    super(
      {
        clientId,
        clientSecret,
        redirectURI: `${publicUrl}/auth/google/callback`,
        scopes: ['openid', 'email', 'profile'],
        prompt: 'select_account',
      },
      async ({ tokens }) => ({ idToken: tokens.idToken(), nonce: this.#nonce }),
    )
    this.options.cookie = {
      name: STATE_COOKIE,
      path: FLOW_COOKIE_PATH,
      maxAge: FLOW_LIFETIME_SECONDS,
      ...(publicUrl.startsWith('https:') && { secure: true as const }),
    }
  }

  protected override createAuthorizationURL() {
    const made = super.createAuthorizationURL()
    made.url.searchParams.set('nonce', deriveNonce(made.codeVerifier))
    return made
  }

  protected override validateAuthorizationCode(code: string, codeVerifier: string) {
    this.#nonce = deriveNonce(codeVerifier)
    return super.validateAuthorizationCode(code, codeVerifier)
  }
}

export const createGoogleStrategy = (settings: GoogleStrategySettings) => new NoncedGoogleStrategy(settings)

/** The verifier itself stays secret: Google sees its hash as the challenge, and this other hash of it. */
function deriveNonce(codeVerifier: string): string {
  return createHash('sha256').update(`nonce ${codeVerifier}`).digest('base64url')
}
