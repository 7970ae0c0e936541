import { OAuth2RequestError } from 'remix-auth-oauth2'
import { z } from 'zod'
import type { Services } from '../services.server.ts'

import { UNVERIFIED_EMAIL } from './auth.server.ts'
import { callAuth, readAuthRefusal } from './auth-call.server.ts'
import {
  createEndingCookies,
  createOAuthIntentCookie,
  findOAuthIntent,
  type OAuthIntent,
} from './google-cookies.server.ts'
import { createGoogleStrategy, type GoogleTokens } from './google-strategy.server.ts'
import { isRecent } from './recent-sign-in.server.ts'
import { endSession, findSession } from './session.server.ts'
import { findOwnerId, findSignInMethodRefusal } from './sign-in-methods.server.ts'

export type GoogleRefusal =
  /** The user cancelled at Google. */
  | 'declined'
  /** Not begun in this browser, too long ago, or used before. */
  | 'not-begun-here'
  | 'unreachable'
  /** Expired, wrongly signed, for another client: Better Auth rejects the token. */
  | 'not-believed'
  | 'unverified-email'
  /** An account with a password has this address, and it is not proven that both belong to the same person. */
  | 'has-password-account'
  | 'linked-elsewhere'
  | 'another-person'
  | 'signed-out-meanwhile'
  /** Only a fresh sign-in to a confirmed address adds a way to sign in. */
  | 'not-recent'
  | 'too-many'

export type GoogleResult =
  | { kind: 'done'; redirectTo: string; cookies: string[] }
  | { kind: 'refused'; reason: GoogleRefusal; errand: OAuthIntent | undefined; cookies: string[] }

export const isGoogleOffered = (services: Services): boolean => services.environment.google !== undefined

/** Redirects the browser to Google. @throws Error when Google is not set up: check `isGoogleOffered` first. */
export async function startGoogle(
  services: Services,
  request: Request,
  intent: OAuthIntent,
): Promise<{ location: string; cookies: string[] }> {
  const { publicUrl } = services.environment
  // The strategy takes a `state` in the address for Google's response.
  const toGoogle = new Request(new URL('/auth/google', request.url), { headers: request.headers })
  const response = await catchResponse(createStrategy(services).authenticate(toGoogle))
  const location = response.headers.get('location') ?? ''
  const state = new URL(location).searchParams.get('state') ?? ''
  const oauthIntentCookie = createOAuthIntentCookie(state, intent, publicUrl.startsWith('https:'))
  return { location, cookies: [...response.headers.getSetCookie(), oauthIntentCookie] }
}

/** The strategy redirects by throwing. */
async function catchResponse(authenticating: Promise<unknown>): Promise<Response> {
  try {
    await authenticating
  } catch (thrown) {
    if (thrown instanceof Response) return thrown
    throw thrown
  }
  throw new Error('The strategy did not redirect to Google.')
}

/** Google has sent the browser back. */
export async function finishGoogle(services: Services, request: Request): Promise<GoogleResult> {
  const intent = findOAuthIntent(request, new URL(request.url).searchParams.get('state') ?? '')
  const ending = createEndingCookies(request)
  const result = await finishOAuthIntent(services, request, intent)
  return result.kind === 'done'
    ? { ...result, cookies: [...ending, ...result.cookies] }
    : { kind: 'refused', reason: result.reason, errand: intent, cookies: ending }
}

type Outcome =
  | { kind: 'done'; redirectTo: string; cookies: string[] }
  | { kind: 'refused'; reason: GoogleRefusal }

async function finishOAuthIntent(
  services: Services,
  request: Request,
  intent: OAuthIntent | undefined,
): Promise<Outcome> {
  if (intent === undefined) return { kind: 'refused', reason: 'not-begun-here' }
  const exchanged = await exchangeCode(services, request)
  if (exchanged.kind === 'refused') return exchanged
  const before = await findSession(services, request)
  if (intent.kind !== 'sign-in' && before?.account.id !== intent.accountId) {
    return { kind: 'refused', reason: 'signed-out-meanwhile' }
  }
  const { tokens } = exchanged
  switch (intent.kind) {
    case 'link':
      // Checked again: the visit to Google may have taken a while.
      if (before === undefined || !isRecent(before) || findSignInMethodRefusal(services, before)) {
        return { kind: 'refused', reason: 'not-recent' }
      }
      return requestWithToken(services, request, {
        path: '/link-social',
        tokens,
        redirectTo: intent.redirectTo,
      })
    case 'confirm':
      if ((await findOwnerId(services, 'google', readSubject(tokens.idToken))) !== intent.accountId) {
        return { kind: 'refused', reason: 'another-person' }
      }
      break
    case 'sign-in':
  }
  // Confirming opens a new session too: a new session is what counts as confirmed.
  const result = await requestWithToken(services, request, {
    path: '/sign-in/social',
    tokens,
    redirectTo: intent.redirectTo,
  })
  if (result.kind === 'done' && before !== undefined) await endSession(services, before.token)
  return result
}

type Exchange = { kind: 'exchanged'; tokens: GoogleTokens } | { kind: 'refused'; reason: GoogleRefusal }

async function exchangeCode(services: Services, request: Request): Promise<Exchange> {
  try {
    return { kind: 'exchanged', tokens: await createStrategy(services).authenticate(request) }
  } catch (error) {
    if (error instanceof OAuth2RequestError && error.code === 'access_denied') {
      return { kind: 'refused', reason: 'declined' }
    }
    // Thrown by the strategy for a state that is absent, or not the one in the cookie, and by Google for a used code.
    const isStale =
      error instanceof RangeError || error instanceof ReferenceError || error instanceof OAuth2RequestError
    return { kind: 'refused', reason: isStale ? 'not-begun-here' : 'unreachable' }
  }
}

function createStrategy(services: Services) {
  const { google, publicUrl } = services.environment
  if (google === undefined) throw new Error('Sign-in with Google is not set up.')
  return createGoogleStrategy({ ...google, publicUrl })
}

const subjectSchema = z.object({ sub: z.string() })

/** The identity claimed by the token. Not verified yet: enough to refuse, not to trust. */
function readSubject(idToken: string): string | undefined {
  try {
    const payload = Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString('utf8')
    return subjectSchema.parse(JSON.parse(payload)).sub
  } catch {
    return undefined
  }
}

type TokenCall = { path: string; tokens: GoogleTokens; redirectTo: string }

async function requestWithToken(services: Services, request: Request, call: TokenCall): Promise<Outcome> {
  const { idToken: token, nonce } = call.tokens
  const response = await callAuth(services, request, {
    path: call.path,
    body: { provider: 'google', idToken: { token, nonce } },
  })
  if (!response.ok) return { kind: 'refused', reason: await describeRefusal(response) }
  const cookies = response.headers.getSetCookie()
  return { kind: 'done', redirectTo: call.redirectTo, cookies }
}

async function describeRefusal(response: Response): Promise<GoogleRefusal> {
  if (response.status === 429) return 'too-many'
  const { code } = await readAuthRefusal(response)
  switch (code) {
    case UNVERIFIED_EMAIL:
    case 'LINKING_NOT_ALLOWED':
      return 'unverified-email'
    case 'OAUTH_LINK_ERROR':
      return 'has-password-account'
    case 'SOCIAL_ACCOUNT_ALREADY_LINKED':
      return 'linked-elsewhere'
    default:
      return 'not-believed'
  }
}
