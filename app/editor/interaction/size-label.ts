/** The small label under a selection that says the size or the angle while it changes. */
export function createSizeLabel(artboard: HTMLElement) {
  const node = artboard.querySelector<HTMLElement>('[data-readout]')
  return {
    show(words: string) {
      if (node === null) return
      node.hidden = false
      if (node.textContent !== words) node.textContent = words
    },
    clear() {
      if (node !== null) node.hidden = true
    },
  }
}
