import type { Measure } from '../geometry/plan-spacing.ts'
import type { Guide } from '../geometry/snap.ts'

/**
 * Shows the guide lines of a snap, and distances in store pixels. Writes to the DOM only when a line appears,
 * disappears or moves.
 */
export function createGuides(artboard: HTMLElement, canvasWidthPx: number) {
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
  const showMeasures = createMeasures(artboard, canvasWidthPx)
  return {
    show(guides: readonly Guide[], measures: readonly Measure[] = []) {
      showMeasures(measures)
      showX(guides.find(({ axis }) => axis === 'x')?.at)
      showY(guides.find(({ axis }) => axis === 'y')?.at)
    },
    clear() {
      showMeasures([])
      showX(undefined)
      showY(undefined)
    },
  }
}

function createMeasures(artboard: HTMLElement, canvasWidthPx: number) {
  const host = artboard.querySelector<HTMLElement>('[data-measures]')
  let shown = ''
  return (measures: readonly Measure[]) => {
    const lines = measures.map((measure) => ({
      ...measure,
      px: Math.round((measure.to - measure.from) * canvasWidthPx),
    }))
    const now = JSON.stringify(lines)
    if (host === null || now === shown) return
    shown = now
    host.replaceChildren(...lines.filter(({ px }) => px > 0).map(createLine))
  }
}

function createLine({ axis, from, to, at, px }: Measure & { px: number }): HTMLElement {
  const line = document.createElement('i')
  line.dataset.axis = axis
  line.style.setProperty('--from', String(from))
  line.style.setProperty('--length', String(to - from))
  line.style.setProperty('--at', String(at))
  const label = document.createElement('span')
  label.textContent = String(px)
  line.append(label)
  return line
}
