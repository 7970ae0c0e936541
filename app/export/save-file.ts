/** Hands a file to the browser's downloads, which asks where to if the person has set it so. */
export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const anchor = document.createElement('a')
  anchor.href = url
  anchor.download = name
  anchor.click()
  // The download has taken its own hold of the file by then; Safari needs more than a turn of the event loop.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
