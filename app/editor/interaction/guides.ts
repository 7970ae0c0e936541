import type { Guide } from '../geometry/snap.ts'

/** Shows the guide lines of a snap. Writes to the DOM only when a line appears, disappears or moves. */
export function createGuides(artboard: HTMLElement) {
  const show = (axis: 'x' | 'y') => {
    const node = artboard.querySelector<HTMLElement>(`[data-guide="${axis}"]`)
    let shown: number | undefined
    return (at: number | undefined) => {
      if (node === null || at === shown) return
      shown = at
      node.hidden = at === undefined
      if (at !== undefined) node.style.setProperty('--at', String(at))
    }
  }
  const showX = show('x')
  const showY = show('y')
  return {
    show(guides: readonly Guide[]) {
      showX(guides.find(({ axis }) => axis === 'x')?.at)
      showY(guides.find(({ axis }) => axis === 'y')?.at)
    },
    clear() {
      showX(undefined)
      showY(undefined)
    },
  }
}
