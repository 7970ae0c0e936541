import type { Element, ImageElement, Screen } from '#app/document/model/schema.ts'
import { editSelection } from '../actions/element-actions.ts'
import { Choice } from '../controls/choice.tsx'
import controls from '../controls/controls.module.css'
import { NumberField } from '../controls/number-field.tsx'
import { Section } from '../controls/section.tsx'
import { StrokeFields } from '../controls/stroke-fields.tsx'
import { roundLength } from '../geometry/round-length.ts'
import { findCanvasPx } from '../state/canvas-px.ts'
import { useEditor, useUi } from '../state/use-editor.ts'
import { BoxShadow } from './box-shadow.tsx'
import { useSelectionField } from './use-selection-field.ts'
import { usualStroke, withField } from './with-field.ts'

export function ImageSection({ screen, element }: { screen: Screen; element: ImageElement }) {
  const editor = useEditor()
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const { widthPx } = findCanvasPx(canvasSizeId, screen.orientation)
  const field = useSelectionField()
  const { name } = element
  return (
    <>
      <Section title="Picture">
        <Choice
          label="How it fills its box"
          value={element.fit}
          options={[
            { value: 'cover', label: 'Fill' },
            { value: 'contain', label: 'Fit' },
            { value: 'stretch', label: 'Stretch' },
          ]}
          onChange={(fit) =>
            editSelection(editor, `Change fit of ${name}`, (item) =>
              item.type === 'image' ? { ...item, fit } : item,
            )
          }
        />
        <NumberField
          label="Corner radius"
          short="Corners"
          unit="px"
          min={0}
          value={Math.round((element.corner ?? 0) * widthPx)}
          {...field(`Change corners of ${name}`, (item: Element, px: number) =>
            item.type === 'image' ? { ...item, corner: roundLength(px / widthPx) } : item,
          )}
        />
        <StrokeFields
          stroke={element.stroke}
          usual={usualStroke}
          widthPx={widthPx}
          {...field(`Change outline of ${name}`, (item: Element, stroke: ImageElement['stroke']) =>
            item.type === 'image' ? withField(item, 'stroke', stroke) : item,
          )}
        />
        <p className={controls.note}>Drag a corner to keep its proportions; a side crops it.</p>
      </Section>
      <BoxShadow name={name} shadow={element.shadow} widthPx={widthPx} />
    </>
  )
}
