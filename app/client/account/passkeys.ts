export type PasskeyResult =
  | { kind: 'done' }
  /** The user closed the browser's dialog. */
  | { kind: 'cancelled' }
  /** A sentence for the page. */
  | { kind: 'failed'; message: string }

/** Whether this browser supports passkeys. */
export const canUsePasskeys = (): boolean =>
  typeof window !== 'undefined' && typeof window.PublicKeyCredential === 'function'

/** Makes a passkey for the account that is signed in. */
export function createPasskey(): Promise<PasskeyResult> {
  return perform(async () => {
    const optionsJSON = await requestAuth('generate-register-options')
    const { startRegistration } = await import('@simplewebauthn/browser')
    await requestAuth('verify-registration', { response: await startRegistration({ optionsJSON }) })
  })
}

/** Signs in; the caller then loads a whole new page, which opens the account's own database. */
export function signInWithPasskey(): Promise<PasskeyResult> {
  return perform(async () => {
    const optionsJSON = await requestAuth('generate-authenticate-options')
    const { startAuthentication } = await import('@simplewebauthn/browser')
    await requestAuth('verify-authentication', { response: await startAuthentication({ optionsJSON }) })
  })
}

async function perform(ceremony: () => Promise<void>): Promise<PasskeyResult> {
  try {
    await ceremony()
    return { kind: 'done' }
  } catch (error) {
    if (error instanceof PasskeyRefusal) return { kind: 'failed', message: error.message }
    const name = error instanceof Error ? error.name : ''
    if (name === 'NotAllowedError' || name === 'AbortError') return { kind: 'cancelled' }
    if (name === 'InvalidStateError') {
      return { kind: 'failed', message: 'This device already holds a passkey for this account.' }
    }
    console.warn('The passkey did not work.', error)
    return {
      kind: 'failed',
      message: 'The passkey did not work. Try again, or use another way to sign in.',
    }
  }
}

class PasskeyRefusal extends Error {
  override name = 'PasskeyRefusal'
}

/** The library checks the shape of its input, and the server the result. */
// biome-ignore lint/suspicious/noExplicitAny: WebAuthn's options go unread from Better Auth to the library
async function requestAuth(path: string, body?: object): Promise<any> {
  const init =
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const response = await fetch(`/api/auth/passkey/${path}`, init).catch((cause: unknown) => {
    throw new PasskeyRefusal('The server cannot be reached. Try again when you are online.', { cause })
  })
  if (response.ok) return response.json()
  throw new PasskeyRefusal(
    (await readMessage(response)) ?? WORDS[response.status] ?? 'The server did not accept this passkey.',
  )
}

/** The messages of our own guards; the library's are for programmers. */
async function readMessage(response: Response): Promise<string | undefined> {
  const body: unknown = await response.json().catch(() => undefined)
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined
  const isOurs = response.status === 403 && typeof error === 'object' && error !== null && 'message' in error
  return isOurs ? String(error.message) : undefined
}

const WORDS: Record<number, string> = {
  401: 'No account has this passkey.',
  403: 'Your sign-in here is more than a day old. Load the page again and confirm that it is you.',
  429: 'Too many attempts from here. Try again in a minute.',
}
