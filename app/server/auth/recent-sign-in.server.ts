import type { Services } from '../services.server.ts'
import { callAuth, readAuthRefusal, UNCONFIRMED } from './auth-call.server.ts'
import { endSession, type Session } from './session.server.ts'

/** Maximum age of a sign-in for changing the sign-in methods: a stolen old cookie must not add one of its own. */
const RECENT_MS = 24 * 60 * 60 * 1000
/** Maximum age for deleting everything without a password to confirm with. */
const JUST_NOW_MS = 10 * 60 * 1000

const ageMs = (session: Session) => Date.now() - session.startedAt.getTime()

export const isRecent = (session: Session): boolean => ageMs(session) < RECENT_MS
export const isJustNow = (session: Session): boolean => ageMs(session) < JUST_NOW_MS

export type PasswordCheck =
  | { kind: 'right'; cookies: string[] }
  /** Right too, but the address is unconfirmed: there is no new session. */
  | { kind: 'unconfirmed' }
  | { kind: 'wrong' }
  | { kind: 'too-many' }

/** Signs in once more with the password: the attempt counts against the limit, and the session is replaced. */
export async function confirmPassword(
  services: Services,
  request: Request,
  { session, password }: { session: Session; password: string },
): Promise<PasswordCheck> {
  const response = await callAuth(services, request, {
    path: '/sign-in/email',
    body: { email: session.account.email, password },
  })
  if (response.status === 429) return { kind: 'too-many' }
  if (!response.ok) {
    return { kind: (await readAuthRefusal(response)).code === UNCONFIRMED ? 'unconfirmed' : 'wrong' }
  }
  await endSession(services, session.token)
  return { kind: 'right', cookies: response.headers.getSetCookie() }
}
