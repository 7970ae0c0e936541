/** a, b, c, d, e, f as in SVG and on a canvas. */
export type Matrix = readonly number[]

export const identity: Matrix = [1, 0, 0, 1, 0, 0]

export function multiply(outer: Matrix, inner: Matrix): Matrix {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = outer
  const [g = 1, h = 0, i = 0, j = 1, k = 0, l = 0] = inner
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f]
}

/** The list of an attribute, such as `translate(2 3) rotate(45)`; what is not understood is left out. */
export function readTransform(text: string | null): Matrix {
  return [...(text ?? '').matchAll(/(\w+)\s*\(([^)]*)\)/g)].reduce<Matrix>(
    (matrix, [, name = '', inside = '']) => {
      const values = (inside.match(/[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi) ?? []).map(Number)
      return multiply(matrix, readStep(name, values))
    },
    identity,
  )
}

function readStep(name: string, values: readonly number[]): Matrix {
  const [first = 0, second, third = 0] = values
  const radians = (first * Math.PI) / 180
  switch (name) {
    case 'matrix':
      return values.length === 6 ? values : identity
    case 'translate':
      return [1, 0, 0, 1, first, second ?? 0]
    case 'scale':
      return [first, 0, 0, second ?? first, 0, 0]
    case 'skewX':
      return [1, 0, Math.tan(radians), 1, 0, 0]
    case 'skewY':
      return [1, Math.tan(radians), 0, 1, 0, 0]
    case 'rotate': {
      const turn = [Math.cos(radians), Math.sin(radians), -Math.sin(radians), Math.cos(radians), 0, 0]
      const [x, y] = [second ?? 0, third]
      return multiply(multiply([1, 0, 0, 1, x, y], turn), [1, 0, 0, 1, -x, -y])
    }
    default:
      return identity
  }
}

/** `undefined`: everything was pressed onto a line. */
export function invert([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: Matrix): Matrix | undefined {
  const size = a * d - b * c
  if (!(Math.abs(size) > 0)) return undefined
  const [g, h, i, j] = [d / size, -b / size, -c / size, a / size]
  return [g, h, i, j, -(g * e + i * f), -(h * e + j * f)]
}

export type Point = readonly [x: number, y: number]

export function place([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: Matrix, [x, y]: Point): Point {
  return [a * x + c * y + e, b * x + d * y + f]
}
