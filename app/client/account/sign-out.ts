export type SignOutResult =
  | { kind: 'signed-out' }
  /** Nothing has changed: the session is on the server, which could not be reached. */
  | { kind: 'unreachable' }

/** Ends this browser's session on the server, whose response also sets the mark of a sign-out (decision 0009). */
export async function signOutOfServer(): Promise<SignOutResult> {
  try {
    const body = new URLSearchParams()
    const response = await fetch('/sign-out', { method: 'POST', body, redirect: 'manual' })
    // Only our server sends a browser on from here; the page of a captive portal is no sign-out.
    return { kind: response.type === 'opaqueredirect' ? 'signed-out' : 'unreachable' }
  } catch {
    return { kind: 'unreachable' }
  }
}
