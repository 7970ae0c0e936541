import type { PNG } from 'pngjs'

/** In fractions of the picture. */
export type Area = { left: number; top: number; right: number; bottom: number }

export type Difference = {
  /** Mean difference of a colour value, 0–255. */
  mean: number
  /** The part of the pixels of which some colour value is off by more than 32. */
  farShare: number
}

type Sum = { total: number; far: number; count: number }

const FAR = 32

/** Compares two pictures of one size; areas of text are counted separately. */
export function comparePictures(
  one: PNG,
  other: PNG,
  textAreas: readonly Area[],
): { text: Difference; rest: Difference } {
  if (one.width !== other.width || one.height !== other.height) throw new Error('The sizes differ.')
  const text: Sum = { total: 0, far: 0, count: 0 }
  const rest: Sum = { total: 0, far: 0, count: 0 }
  const areas = textAreas.map((area) => toPixels(area, one))
  for (let y = 0; y < one.height; y += 1) {
    const inRow = areas.filter(({ top, bottom }) => y >= top && y <= bottom)
    for (let x = 0; x < one.width; x += 1) {
      const sum = inRow.some(({ left, right }) => x >= left && x <= right) ? text : rest
      addPixel(sum, { one, other, at: (y * one.width + x) * 4 })
    }
  }
  return { text: toDifference(text), rest: toDifference(rest) }
}

function toPixels({ left, top, right, bottom }: Area, { width, height }: PNG): Area {
  return { left: left * width, right: right * width, top: top * height, bottom: bottom * height }
}

function addPixel(sum: Sum, { one, other, at }: { one: PNG; other: PNG; at: number }): void {
  let largest = 0
  for (let channel = 0; channel < 3; channel += 1) {
    const off = Math.abs((one.data[at + channel] ?? 0) - (other.data[at + channel] ?? 0))
    sum.total += off
    if (off > largest) largest = off
  }
  if (largest > FAR) sum.far += 1
  sum.count += 1
}

function toDifference({ total, far, count }: Sum): Difference {
  return count === 0 ? { mean: 0, farShare: 0 } : { mean: total / (count * 3), farShare: far / count }
}
