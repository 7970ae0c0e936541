/**
 * What this tab does for all tabs of its identity. `paused`: nothing is sent, because the session is about to end; the
 * leader stays the leader.
 */
export type TabRole = 'leads' | 'follows' | 'paused'

/** `hasLocks`: without Web Locks the tabs take the lead from each other for its fence alone, and each leads (S50). */
export function planRole(tab: { isPaused: boolean; isLeading: boolean; hasLocks: boolean }): TabRole {
  if (tab.isPaused) return 'paused'
  return tab.isLeading || !tab.hasLocks ? 'leads' : 'follows'
}
