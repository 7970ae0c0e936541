/** Why an export ended, and what can be done, as a sentence. */
export function describeExportError(error: unknown): string {
  switch (error instanceof Error ? error.name : '') {
    case 'CanvasReadError':
      return (error as Error).message
    case 'QuotaExceededError':
      return 'There is no room left on the disk. What was made until then is kept: free some space and export again.'
    case 'NotAllowedError':
    case 'NoModificationAllowedError':
      return 'The browser may not write into the folder, or another program holds a file in it. Close that program or choose the folder again, and export again: what is written already is not written twice.'
    case 'NotFoundError':
      return 'The folder is not there any more. Choose another one.'
    default: {
      const reason = error instanceof Error ? error.message : String(error)
      return `The export failed: ${reason} What was made until then is kept; try again.`
    }
  }
}
