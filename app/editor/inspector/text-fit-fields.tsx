import type { Element, TextElement } from '#app/document/model/schema.ts'
import { editSelection } from '../actions/element-actions.ts'
import { Toggle } from '../controls/choice.tsx'
import controls from '../controls/controls.module.css'
import { NumberField } from '../controls/number-field.tsx'
import { roundLength } from '../geometry/round-length.ts'
import { nameElements } from '../state/describe-element.ts'
import { useEditor } from '../state/use-editor.ts'
import { allHave, commonOf } from './common-of.ts'
import { FitNote } from './text-size-field.tsx'
import { useSelectionField } from './use-selection-field.ts'

/** Texts fitted to their boxes, between two sizes. */
export function TextFitFields({ elements, widthPx }: { elements: readonly TextElement[]; widthPx: number }) {
  const editor = useEditor()
  const field = useSelectionField()
  const name = nameElements(elements)
  const isFitted = allHave(elements, ({ fit }) => fit !== undefined)
  const editText = (label: string, edit: (text: TextElement) => TextElement) =>
    editSelection(editor, label, (item) => (item.type === 'text' ? edit(item) : item))
  const toggleFit = (on: boolean) =>
    editText(`${on ? 'Fit' : 'Stop fitting'} ${name}`, (item) => {
      if (on && item.fit !== undefined) return item
      const { fit: _before, fitGroup: _group, ...text } = item
      const { size } = text.style
      return on ? { ...text, fit: { min: roundLength(size / 2), max: roundLength(size * 1.5) } } : text
    })
  const limit = (key: 'min' | 'max') => {
    const toPx = (item: Element) =>
      item.type === 'text' && item.fit !== undefined ? Math.round(item.fit[key] * widthPx) : 0
    return {
      value: commonOf(elements, toPx),
      ...field(
        `Change sizes of ${name}`,
        (item: Element, px: number) =>
          item.type === 'text' && item.fit !== undefined
            ? { ...item, fit: { ...item.fit, [key]: roundLength(px / widthPx) } }
            : item,
        toPx,
      ),
    }
  }
  return (
    <>
      <Toggle label="Fit to the box" checked={isFitted} onChange={toggleFit} />
      {isFitted && (
        <>
          <div className={controls.row}>
            <NumberField label="Smallest size" short="Min" unit="px" min={4} max={2000} {...limit('min')} />
            <NumberField label="Largest size" short="Max" unit="px" min={4} max={2000} {...limit('max')} />
          </div>
          <FitNote elements={elements} widthPx={widthPx} />
          <Toggle
            label="One size in all languages"
            checked={allHave(elements, ({ fitGroup }) => fitGroup !== undefined)}
            onChange={(on) =>
              editText(`Fit languages of ${name}`, ({ fitGroup: _before, ...text }) =>
                on ? { ...text, fitGroup: 'languages' } : text,
              )
            }
          />
        </>
      )}
    </>
  )
}
