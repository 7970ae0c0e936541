/** The small label under a selection that shows the size or the angle while it changes. */
export function createSizeLabel(artboard: HTMLElement) {
  const node = artboard.querySelector<HTMLElement>('[data-size-label]')
  return {
    show(text: string) {
      if (node === null) return
      node.hidden = false
      if (node.textContent !== text) node.textContent = text
    },
    clear() {
      if (node !== null) node.hidden = true
    },
  }
}
