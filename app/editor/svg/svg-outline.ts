import { readLength } from './svg-view.ts'

/** The path data of a shape of SVG; `undefined`: it is none. Lengths in per cent are shares of the view. */
export function findOutline(element: Element, view: { width: number; height: number }): string | undefined {
  const diagonal = Math.hypot(view.width, view.height) / Math.SQRT2
  const number = (name: string) => {
    const whole = /^(?:c?x|x\d|rx|width)$/.test(name) ? view.width : name === 'r' ? diagonal : view.height
    return readLength(element.getAttribute(name), whole) ?? 0
  }
  switch (element.localName) {
    case 'path':
      return element.getAttribute('d') ?? undefined
    case 'rect':
      return outlineRect(element, number)
    case 'circle':
      return outlineEllipse([number('cx'), number('cy')], [number('r'), number('r')])
    case 'ellipse':
      return outlineEllipse([number('cx'), number('cy')], [number('rx'), number('ry')])
    case 'line':
      return `M${number('x1')} ${number('y1')}L${number('x2')} ${number('y2')}`
    case 'polyline':
    case 'polygon': {
      const points = (element.getAttribute('points') ?? '').trim()
      return points === '' ? undefined : `M${points}${element.localName === 'polygon' ? 'Z' : ''}`
    }
    default:
      return undefined
  }
}

type ReadNumber = (name: string) => number

function outlineRect(element: Element, number: ReadNumber): string | undefined {
  const [x, y, width, height] = [number('x'), number('y'), number('width'), number('height')]
  if (width <= 0 || height <= 0) return undefined
  const rx = Math.min(number(element.hasAttribute('rx') ? 'rx' : 'ry'), width / 2)
  const ry = Math.min(number(element.hasAttribute('ry') ? 'ry' : 'rx'), height / 2)
  if (rx <= 0 || ry <= 0) return `M${x} ${y}h${width}v${height}h${-width}Z`
  const corner = (dx: number, dy: number) => `a${rx} ${ry} 0 0 1 ${dx} ${dy}`
  const across = width - 2 * rx
  const down = height - 2 * ry
  return `M${x + rx} ${y}h${across}${corner(rx, ry)}v${down}${corner(-rx, ry)}h${-across}${corner(-rx, -ry)}v${-down}${corner(rx, -ry)}Z`
}

function outlineEllipse([x, y]: [number, number], [rx, ry]: [number, number]): string | undefined {
  if (rx <= 0 || ry <= 0) return undefined
  return `M${x - rx} ${y}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0Z`
}
