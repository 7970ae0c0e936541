/** Ends the reading of an archive. The message is one or two sentences for the user, and begins with "It" or the thing that is wrong. */
export class ArchiveRefusedError extends Error {
  override name = 'ArchiveRefusedError'
}

export function refuse(message: string, cause?: unknown): never {
  throw new ArchiveRefusedError(message, cause === undefined ? undefined : { cause })
}

/** `1.5 MB` */
export function formatSize(bytes: number): string {
  const megabytes = bytes / 1_000_000
  if (megabytes >= 1000) return `${(megabytes / 1000).toFixed(1)} GB`
  return megabytes >= 10 ? `${Math.round(megabytes)} MB` : `${megabytes.toFixed(1)} MB`
}
