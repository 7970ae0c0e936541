import { setTextSize } from '#app/document/edits/set-text-size.ts'
import type { Element, TextElement } from '#app/document/model/schema.ts'
import controls from '../controls/controls.module.css'
import { NumberField } from '../controls/number-field.tsx'
import { roundLength } from '../geometry/round-length.ts'
import { nameElements } from '../state/describe-element.ts'
import { measureFit } from '../state/measure-fit.ts'
import { useEditor, useUi } from '../state/use-editor.ts'
import { commonOf } from './common-of.ts'
import { Marked } from './marked.tsx'
import { useSelectionField } from './use-selection-field.ts'

type SizeProps = { elements: readonly TextElement[]; widthPx: number }

/** The size in which texts are drawn; of those fitted to their boxes, the largest they may have. */
export function TextSizeField({ elements, widthPx }: SizeProps) {
  const field = useSelectionField()
  const measure = useMeasure()
  const toPx = (item: Element) => (item.type === 'text' ? Math.round(measure(item).size * widthPx) : 0)
  return (
    <Marked name="size" fields={elements.some(({ fit }) => fit) ? ['fit', 'style.size'] : ['style.size']}>
      <NumberField
        label="Size"
        short="Size"
        unit="px"
        min={4}
        max={2000}
        value={commonOf(elements, toPx)}
        {...field(
          `Change size of ${nameElements(elements)}`,
          (item: Element, px: number) =>
            item.type === 'text' ? setTextSize(item, roundLength(px / widthPx)) : item,
          toPx,
        )}
      />
    </Marked>
  )
}

/** Says why a fitted text is smaller than it may be. */
export function FitNote({ elements, widthPx }: SizeProps) {
  const measure = useMeasure()
  const texts = elements.map((text) => ({
    drawnPx: Math.round(measure(text).size * widthPx),
    mostPx: Math.round(Math.max(text.fit?.min ?? 0, text.fit?.max ?? 0) * widthPx),
    overflows: measure(text).overflows,
  }))
  const full = texts.filter(({ drawnPx, mostPx, overflows }) => !overflows && drawnPx < mostPx)
  const [first] = full
  if (first === undefined) return null
  const sizes =
    texts.length === 1
      ? `The words fill their box at ${first.drawnPx} px, so ${first.mostPx} px is not reached.`
      : 'The words fill their box.'
  return (
    <p className={controls.note} role="status">
      {sizes} Enlarge the box for a larger size.
    </p>
  )
}

function useMeasure() {
  const { languages } = useEditor()
  const locale = useUi((ui) => ui.locale)
  return (text: TextElement) => measureFit(text, { ...languages(), locale })
}
