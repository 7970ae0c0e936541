import type { VersionsError } from '../ports/history.ts'

export function describeVersionsError(loadError: VersionsError): string {
  switch (loadError.kind) {
    case 'signed-out':
      return 'Versions in your account are there when you are signed in. What was done on this device is in the other list.'
    case 'not-there':
      return 'Your account does not have this project yet. Versions appear here after its first sync.'
    case 'offline':
      return 'Your account cannot be reached right now. What was done on this device is in the other list.'
    case 'refused':
      return loadError.message
  }
}
