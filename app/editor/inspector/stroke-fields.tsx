import type { Element, Stroke } from '#app/document/model/schema.ts'
import { Toggle } from '../controls/choice.tsx'
import { ColourField } from '../controls/colour-field.tsx'
import { NumberField } from '../controls/number-field.tsx'
import { roundLength } from '../geometry/round-length.ts'
import { allHave, commonOf } from './common-of.ts'
import { useSelectionField } from './use-selection-field.ts'

type StrokeFieldsProps = {
  elements: readonly Element[]
  /** Label of the change. */
  label: string
  read: (element: Element) => Stroke | undefined
  apply: (element: Element, stroke: Stroke | undefined) => Element
  /** The outline that switching it on gives. */
  usual: Stroke
  widthPx: number
}

/** A line along the edge. */
export function StrokeFields({ elements, label, read, apply, usual, widthPx }: StrokeFieldsProps) {
  const field = useSelectionField()
  const toggle = field(label, (element: Element, on: boolean) =>
    apply(element, on ? (read(element) ?? usual) : undefined),
  )
  const own = (element: Element) => read(element) ?? usual
  const toPx = (element: Element) => Math.round(own(element).width * widthPx)
  const isOn = allHave(elements, (element) => read(element) !== undefined)
  return (
    <>
      <Toggle label="Outline" checked={isOn} onChange={toggle.onCommit} />
      {isOn && (
        <>
          <ColourField
            label="Outline"
            value={commonOf(elements, (element) => own(element).colour)}
            {...field(label, (element: Element, colour: string) =>
              apply(element, { ...own(element), colour }),
            )}
          />
          <NumberField
            label="Outline width"
            short="Width"
            unit="px"
            min={0}
            value={commonOf(elements, toPx)}
            {...field(
              label,
              (element: Element, px: number) =>
                apply(element, { ...own(element), width: roundLength(px / widthPx) }),
              toPx,
            )}
          />
        </>
      )}
    </>
  )
}
