import { z } from 'zod'

/** Sent to the two routes of the flow only. */
export const FLOW_COOKIE_PATH = '/auth/google'
export const FLOW_LIFETIME_SECONDS = 10 * 60
/** The strategy's: state and code verifier. */
export const STATE_COOKIE = 'appframes-google'
/** Must not begin with the other's name: the strategy reads every cookie whose name begins with its own. */
const INTENT_COOKIE = 'appframes-errand'

const oauthIntentSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sign-in'), redirectTo: z.string() }),
  /** `accountId`: who was signed in when the flow began. */
  z.object({ kind: z.literal('link'), accountId: z.string(), redirectTo: z.string() }),
  z.object({ kind: z.literal('confirm'), accountId: z.string(), redirectTo: z.string() }),
])

/** The intent of the flow to Google. */
export type OAuthIntent = z.infer<typeof oauthIntentSchema>

/** One cookie for each flow, so that two tabs do not mix up their intents. */
export function createOAuthIntentCookie(state: string, intent: OAuthIntent, isHttps: boolean): string {
  const value = encodeURIComponent(JSON.stringify(intent))
  return [
    `${INTENT_COOKIE}.${state}=${value}`,
    `Path=${FLOW_COOKIE_PATH}`,
    `Max-Age=${FLOW_LIFETIME_SECONDS}`,
    'HttpOnly',
    'SameSite=Lax',
    ...(isHttps ? ['Secure'] : []),
  ].join('; ')
}

/** `undefined`: this browser did not begin the flow, or too long ago. */
export function findOAuthIntent(request: Request, state: string): OAuthIntent | undefined {
  const value = readCookies(request).find(([name]) => name === `${INTENT_COOKIE}.${state}`)?.[1]
  if (value === undefined) return undefined
  try {
    return oauthIntentSchema.parse(JSON.parse(decodeURIComponent(value)))
  } catch {
    return undefined
  }
}

/** Set-Cookie values that end every flow begun in this browser: a response is not accepted twice. */
export function createEndingCookies(request: Request): string[] {
  return readCookies(request)
    .map(([name]) => name)
    .filter((name) => name.startsWith(STATE_COOKIE) || name.startsWith(INTENT_COOKIE))
    .map((name) => `${name}=; Path=${FLOW_COOKIE_PATH}; Max-Age=0; HttpOnly; SameSite=Lax`)
}

function readCookies(request: Request): [name: string, value: string][] {
  return (request.headers.get('cookie') ?? '').split(';').map((cookie) => {
    const [name = '', value = ''] = cookie.trim().split(/=(.*)/s)
    return [name, value]
  })
}
