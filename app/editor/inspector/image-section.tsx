import type { Element, ImageElement, Screen } from '#app/document/model/schema.ts'
import { editSelection } from '../actions/element-actions.ts'
import { Choice } from '../controls/choice.tsx'
import controls from '../controls/controls.module.css'
import { Section } from '../controls/section.tsx'
import { findCanvasPx } from '../state/canvas-px.ts'
import { nameElements } from '../state/describe-element.ts'
import { useEditor, useUi } from '../state/use-editor.ts'
import { BoxShadow } from './box-shadow.tsx'
import { commonOf } from './common-of.ts'
import { CornerField } from './corner-field.tsx'
import { StrokeFields } from './stroke-fields.tsx'
import { usualStroke, withField } from './with-field.ts'

export function ImageSection({ screen, elements }: { screen: Screen; elements: readonly ImageElement[] }) {
  const editor = useEditor()
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const { widthPx } = findCanvasPx(canvasSizeId, screen.orientation)
  const name = nameElements(elements)
  return (
    <>
      <Section title="Picture">
        <Choice
          label="How it fills its box"
          value={commonOf(elements, ({ fit }) => fit)}
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
        <CornerField elements={elements} widthPx={widthPx} />
        <StrokeFields
          elements={elements}
          label={`Change outline of ${name}`}
          usual={usualStroke}
          widthPx={widthPx}
          read={(item) => (item.type === 'image' ? item.stroke : undefined)}
          apply={(item: Element, stroke) =>
            item.type === 'image' ? withField(item, 'stroke', stroke) : item
          }
        />
        <p className={controls.note}>Drag a corner to keep its proportions; a side crops it.</p>
      </Section>
      <BoxShadow elements={elements} widthPx={widthPx} />
    </>
  )
}
