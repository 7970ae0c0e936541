/** Starts a download of the file; the browser shows a dialog if the user has set it so. */
export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const anchor = document.createElement('a')
  anchor.href = url
  anchor.download = name
  anchor.click()
  // The download has a reference of its own by then; Safari needs more than a turn of the event loop.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
