import type { TextElement } from '../model/schema.ts'
import { type MeasureHeight, measureText } from './estimate-text-height.ts'
import { scaleLook } from './scale-element.ts'

type Area = { x: number; y: number; width: number; height: number }
type Item<Id extends string> = { id: Id; item: TextElement }

type StackOptions = {
  area: Area
  /** Size of the largest caption. */
  size: number
  align?: TextElement['style']['align']
  anchor: 'top' | 'middle' | 'bottom'
  measureHeight: MeasureHeight
}

/** Gap between two captions, in sizes of the smaller one. */
const gap = 0.45
const tries = 4

/** Captions one below the other in their order, all scaled down together when the area is too low for them. */
export function stackCaptions<Id extends string>(
  captions: readonly Item<Id>[],
  { area, size, align, anchor, measureHeight }: StackOptions,
): readonly Item<Id>[] {
  const largest = Math.max(...captions.map(({ item }) => item.style.size), 1e-6)
  let scale = size / largest
  for (let attempt = 0; ; attempt++) {
    const laid = captions.map(({ id, item }) => {
      const scaled = scaleLook(item, scale)
      const text = {
        ...scaled,
        x: area.x,
        width: area.width,
        rotation: 0,
        style: align ? { ...scaled.style, align } : scaled.style,
      }
      return { id, item: { ...text, height: measureText(text, measureHeight) } }
    })
    const total = laid.reduce((sum, { item }, index) => sum + item.height + gapAbove(laid, index), 0)
    if (total > area.height && attempt < tries) {
      scale *= Math.max(0.5, (area.height / total) * 0.98)
      continue
    }
    const free = Math.max(area.height - total, 0)
    let y = area.y + { top: 0, middle: free / 2, bottom: free }[anchor]
    return laid.map(({ id, item }, index) => {
      y += gapAbove(laid, index)
      const placed = { id, item: { ...item, y } }
      y += item.height
      return placed
    })
  }
}

function gapAbove(laid: ReadonlyArray<{ item: TextElement }>, index: number): number {
  const [before, here] = [laid[index - 1]?.item.style.size, laid[index]?.item.style.size]
  return before === undefined || here === undefined ? 0 : Math.min(before, here) * gap
}
