/** The small label under a selection that says the size or the angle while it changes. */
export function createReadout(paper: HTMLElement) {
  const node = paper.querySelector<HTMLElement>('[data-readout]')
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
