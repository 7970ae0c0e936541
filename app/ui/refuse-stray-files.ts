/**
 * A file let go where nothing takes it would open in place of the app. Refused on every page; whatever takes files has
 * cancelled the event before, or sets its own effect after.
 */
export function refuseStrayFiles(target: Pick<Window, 'addEventListener'>): void {
  const refuse = (event: DragEvent) => {
    if (event.defaultPrevented || event.dataTransfer?.types.includes('Files') !== true) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'none'
  }
  target.addEventListener('dragover', refuse)
  target.addEventListener('drop', refuse)
}
