import type { ClientSync } from './client-sync.ts'

/**
 * Lets the tab that leads try again when the first thing it says is that the session has ended: the user may have signed in to load
 * this page, and a hidden tab would find out with its next poll, minutes later (S22).
 */
export function resumeAfterSignIn({
  status,
  role,
  syncNow,
}: Pick<ClientSync, 'status' | 'role' | 'syncNow'>) {
  const stop = status.subscribe(() => {
    stop()
    const first = status.get()
    const isSignedOut = first.kind === 'error' && first.reason === 'signed-out'
    if (isSignedOut && role.get() === 'follows') void syncNow()
  })
}
