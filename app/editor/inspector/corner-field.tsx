import type { Element } from '#app/document/model/schema.ts'
import { NumberField } from '../controls/number-field.tsx'
import { roundLength } from '../geometry/round-length.ts'
import { nameElements } from '../state/describe-element.ts'
import { commonOf } from './common-of.ts'
import { useSelectionField } from './use-selection-field.ts'

/** The corner radius of shapes and pictures. */
export function CornerField({ elements, widthPx }: { elements: readonly Element[]; widthPx: number }) {
  const field = useSelectionField()
  const toPx = (element: Element) => Math.round(readCorner(element) * widthPx)
  return (
    <NumberField
      label="Corner radius"
      short="Corners"
      unit="px"
      min={0}
      value={commonOf(elements, toPx)}
      {...field(
        `Change corners of ${nameElements(elements)}`,
        (item: Element, px: number) =>
          item.type === 'image' || item.type === 'shape'
            ? { ...item, corner: roundLength(px / widthPx) }
            : item,
        toPx,
      )}
    />
  )
}

const readCorner = (element: Element): number =>
  element.type === 'image' || element.type === 'shape' ? (element.corner ?? 0) : 0
