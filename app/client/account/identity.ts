import { z } from 'zod'

const accountSchema = z.object({ userId: z.string().min(1), name: z.string(), email: z.string() })

/** Who is signed in, as this browser remembers it; known without a network. `undefined` everywhere: nobody. */
export type Account = z.infer<typeof accountSchema>

/** What a server-rendered page said; absent when the page came from the offline shell. */
export type ServerIdentity = { account: Account | undefined }

const IDENTITY_KEY = 'appframes:identity'
/** Set by the server's sign-out, whichever way it was reached, and readable here: decision 0009. */
export const SIGNED_OUT_COOKIE = 'appframes-signed-out'

type IdentityPlaces = { storage: Storage; cookies: { cookie: string } }

/**
 * The server's word wins. Only its "nobody" needs a second look: after a sign-out it means nobody, but a session that
 * merely expired leaves the account's work open here, and syncing waits for signing in again [F35].
 */
export function resolveIdentity(
  server: ServerIdentity | undefined,
  places: IdentityPlaces,
): Account | undefined {
  const { storage, cookies } = places
  if (server?.account !== undefined) {
    storage.setItem(IDENTITY_KEY, JSON.stringify(server.account))
    cookies.cookie = `${SIGNED_OUT_COOKIE}=; Path=/; Max-Age=0; SameSite=Lax`
    return server.account
  }
  if (hasSignedOut(cookies.cookie)) {
    storage.removeItem(IDENTITY_KEY)
    return undefined
  }
  return readIdentity(storage)
}

export function readIdentity(storage: Storage): Account | undefined {
  const text = storage.getItem(IDENTITY_KEY)
  if (text === null) return undefined
  try {
    return accountSchema.parse(JSON.parse(text))
  } catch (error) {
    console.warn('Who is signed in could not be read; this tab goes on signed out.', error)
    return undefined
  }
}

function hasSignedOut(cookies: string): boolean {
  return cookies.split(';').some((cookie) => cookie.trim() === `${SIGNED_OUT_COOKIE}=1`)
}

export function forgetIdentity(storage: Storage): void {
  storage.removeItem(IDENTITY_KEY)
}
