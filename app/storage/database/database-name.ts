export const ANONYMOUS_DATABASE = 'appframes:anonymous'

/**
 * One database per identity, so that nothing of one account is ever read or pushed under another [F33]. The name does
 * not contain the user's id: the storage of a shared computer reveals no account.
 */
export async function planDatabaseName(userId: string | undefined): Promise<string> {
  if (userId === undefined) return ANONYMOUS_DATABASE
  // Pages served over plain HTTP from another machine have no crypto.subtle; the name must still be stable and unique.
  if (globalThis.crypto?.subtle === undefined) return `appframes:plain-${encodeURIComponent(userId)}`
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(userId))
  const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `appframes:${hex.slice(0, 32)}`
}
