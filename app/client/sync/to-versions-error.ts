import type { VersionsError } from '#app/editor/ports/history.ts'
import type { Outcome } from '#app/sync/api/outcome.ts'

export function toVersionsError<Value>(
  outcome: Outcome<Value>,
): { kind: 'ok'; value: Value } | VersionsError {
  switch (outcome.kind) {
    case 'missing':
      return { kind: 'not-there' }
    case 'refused':
      return { kind: 'refused', message: outcome.message }
    case 'outdated':
      return { kind: 'refused', message: 'This page is of an older AppFrames. Reload it and try again.' }
    case 'later':
      return { kind: 'refused', message: 'The server has trouble right now. Try again in a moment.' }
    default:
      return outcome
  }
}
