import type { Element, TextElement, TextStyle } from '#app/document/model/schema.ts'
import { nameElements } from '../state/describe-element.ts'
import { commonOf } from './common-of.ts'
import { useSelectionField } from './use-selection-field.ts'

/**
 * Connects a field with the style of the selected texts: their common value, and edits of each. `change` says what is
 * changed in the label of the edit, as in “Change size of Headline”.
 */
export function useStyleField(elements: readonly TextElement[]) {
  const field = useSelectionField()
  const name = nameElements(elements)
  return <Value>(
    change: string,
    read: (style: TextStyle) => Value,
    apply: (style: TextStyle, value: Value) => TextStyle,
  ) => ({
    value: commonOf(elements, ({ style }) => read(style)),
    ...field(
      `${change} ${name}`,
      (item: Element, value: Value) =>
        item.type === 'text' ? { ...item, style: apply(item.style, value) } : item,
      // Only texts have these fields.
      (item) => read((item as TextElement).style),
    ),
  })
}
