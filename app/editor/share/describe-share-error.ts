import type { VersionsError } from '../ports/history.ts'

export function describeShareError(error: VersionsError): string {
  switch (error.kind) {
    case 'signed-out':
      return 'Sign in to share this project: reviewers see it on the server, and without an account it is on this device only.'
    case 'not-there':
      return 'This project is not on the server yet. It can be shared after its first sync; ask again in a moment.'
    case 'offline':
      return 'The server cannot be reached right now. Links that you sent go on working; go online to see comments or make a link.'
    case 'refused':
      return error.message
  }
}
