/** Ends the reading of an archive. The message is one or two sentences for the user, and begins with "It" or the thing that is wrong. */
export class ArchiveRefusedError extends Error {
  override name = 'ArchiveRefusedError'
}

export function refuse(message: string, cause?: unknown): never {
  throw new ArchiveRefusedError(message, cause === undefined ? undefined : { cause })
}
