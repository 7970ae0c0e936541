import type { Bounds } from './svg-bounds.ts'
import type { Walk } from './svg-reading.ts'
import { type Matrix, multiply } from './svg-transform.ts'

export type Viewport = {
  /** Into the space of what is inside. */
  matrix: Matrix
  /** In that space: nothing beyond it is seen. */
  box: Bounds
}

/** The box of the file, whose units are those of the drawing. */
export function readRootView(root: Element): Bounds {
  const box = readViewBox(root)
  if (box !== undefined) return box
  const length = (name: string, usual: number) => {
    const text = root.getAttribute(name) ?? ''
    const value = Number.parseFloat(text)
    return value > 0 && !text.endsWith('%') ? value : usual
  }
  return { x: 0, y: 0, width: length('width', 300), height: length('height', 150) }
}

/** Of an `svg` inside the file, or a symbol where it is used: its place and scale. */
export function readViewport(element: Element, { matrix, view, use }: Walk): Viewport {
  const isSvg = element.localName === 'svg'
  const length = (name: 'x' | 'y' | 'width' | 'height', usual: number) => {
    const isSize = name === 'width' || name === 'height'
    const given = isSize
      ? (use?.getAttribute(name) ?? element.getAttribute(name))
      : element.getAttribute(name)
    return readLength(given, name === 'x' || name === 'width' ? view.width : view.height) ?? usual
  }
  const [x, y] = isSvg ? [length('x', 0), length('y', 0)] : [0, 0]
  const [width, height] = [length('width', view.width), length('height', view.height)]
  const placed = multiply(matrix, [1, 0, 0, 1, x, y])
  const box = readViewBox(element)
  if (box === undefined) return { matrix: placed, box: { x: 0, y: 0, width, height } }
  const ratio = element.getAttribute('preserveAspectRatio') ?? ''
  const fit = fitBox(box, { width, height, ratio })
  const inner = multiply(placed, fit)
  const [scaleX = 1, , , scaleY = 1, moveX = 0, moveY = 0] = fit
  const seen = { x: -moveX / scaleX, y: -moveY / scaleY, width: width / scaleX, height: height / scaleY }
  return { matrix: inner, box: seen }
}

/** `undefined`: not given. */
export function readLength(text: string | null | undefined, whole: number): number | undefined {
  const value = Number.parseFloat(text ?? '')
  if (!Number.isFinite(value)) return undefined
  return text?.trim().endsWith('%') ? (value / 100) * whole : value
}

function readViewBox(element: Element): Bounds | undefined {
  const values = (element.getAttribute('viewBox') ?? '').trim().split(/[\s,]+/)
  const [x = 0, y = 0, width = 0, height = 0] = values.map(Number)
  return width > 0 && height > 0 ? { x, y, width, height } : undefined
}

type Fit = { width: number; height: number; ratio: string }

/** By `preserveAspectRatio`: whole and in the middle, if nothing else is said. */
function fitBox(box: Bounds, { width, height, ratio }: Fit): Matrix {
  let [scaleX, scaleY] = [width / box.width, height / box.height]
  if (!ratio.includes('none')) {
    scaleX = ratio.includes('slice') ? Math.max(scaleX, scaleY) : Math.min(scaleX, scaleY)
    scaleY = scaleX
  }
  const share = (axis: 'x' | 'Y') =>
    ratio.includes(`${axis}Min`) ? 0 : ratio.includes(`${axis}Max`) ? 1 : 0.5
  const x = (width - box.width * scaleX) * share('x') - box.x * scaleX
  const y = (height - box.height * scaleY) * share('Y') - box.y * scaleY
  return [scaleX, 0, 0, scaleY, x, y]
}
