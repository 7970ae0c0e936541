import type { Element, Shadow } from '#app/document/model/schema.ts'
import { editSelection } from '../actions/element-actions.ts'
import { Toggle } from '../controls/choice.tsx'
import { ColourField } from '../controls/colour-field.tsx'
import controls from '../controls/controls.module.css'
import { NumberField } from '../controls/number-field.tsx'
import { Section } from '../controls/section.tsx'
import { roundLength } from '../geometry/round-length.ts'
import { useEditor } from '../state/use-editor.ts'
import { useSelectionField } from './use-selection-field.ts'

type ShadowFieldsProps = {
  title: string
  name: string
  shadow: Shadow | undefined
  widthPx: number
  /** The shadow that switching it on gives. */
  usual: Shadow
  apply: (element: Element, shadow: Shadow | undefined) => Element
}

export function ShadowFields({ title, name, shadow, widthPx, usual, apply }: ShadowFieldsProps) {
  const editor = useEditor()
  const field = useSelectionField()
  const part = <Value,>(change: (shadow: Shadow, value: Value) => Shadow) =>
    field(`Change shadow of ${name}`, (element: Element, value: Value) =>
      apply(element, change(shadow ?? usual, value)),
    )
  return (
    <Section title={title} open={shadow !== undefined}>
      <Toggle
        label="Show"
        checked={shadow !== undefined}
        onChange={(on) =>
          editSelection(editor, `${on ? 'Add' : 'Remove'} shadow of ${name}`, (element) =>
            apply(element, on ? usual : undefined),
          )
        }
      />
      {shadow !== undefined && (
        <>
          <ColourField
            label="Colour"
            value={shadow.colour}
            {...part((before, colour: string) => ({ ...before, colour }))}
          />
          <div className={controls.rowOfThree}>
            <NumberField
              label="Shift to the right"
              short="X"
              value={Math.round(shadow.x * widthPx)}
              {...part((before, px: number) => ({ ...before, x: roundLength(px / widthPx) }))}
            />
            <NumberField
              label="Shift down"
              short="Y"
              value={Math.round(shadow.y * widthPx)}
              {...part((before, px: number) => ({ ...before, y: roundLength(px / widthPx) }))}
            />
            <NumberField
              label="Blur"
              short="B"
              min={0}
              value={Math.round(shadow.blur * widthPx)}
              {...part((before, px: number) => ({ ...before, blur: roundLength(px / widthPx) }))}
            />
          </div>
        </>
      )}
    </Section>
  )
}
