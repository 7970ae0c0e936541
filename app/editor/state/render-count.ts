/**
 * Counts renders during a drag. Off unless the page is opened with `?profile=1`, because React's own Profiler reports
 * nothing in a production build, and that is the build the test and the bench measure.
 */
type Counts = { stageRenders: number; commits: number }

declare global {
  interface Window {
    __appframesProfile?: Counts
  }
}

export function startProfile(): void {
  if (new URLSearchParams(window.location.search).get('profile') !== '1') return
  window.__appframesProfile ??= { stageRenders: 0, commits: 0 }
}

/** Called in the body of every component of the stage. */
export function countStageRender(): void {
  if (typeof window === 'undefined' || window.__appframesProfile === undefined) return
  window.__appframesProfile.stageRenders += 1
}

export function countCommit(): void {
  if (window.__appframesProfile !== undefined) window.__appframesProfile.commits += 1
}
