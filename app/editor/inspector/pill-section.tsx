import type { TextElement, TextStyle } from '#app/document/model/schema.ts'
import { editSelection } from '../actions/element-actions.ts'
import { Toggle } from '../controls/choice.tsx'
import { ColourField } from '../controls/colour-field.tsx'
import controls from '../controls/controls.module.css'
import { NumberField } from '../controls/number-field.tsx'
import { Section } from '../controls/section.tsx'
import { roundLength } from '../geometry/round-length.ts'
import { nameElements } from '../state/describe-element.ts'
import { useEditor } from '../state/use-editor.ts'
import { allHave } from './common-of.ts'
import { useStyleField } from './use-style-field.ts'

type Pill = NonNullable<TextStyle['pill']>

const usual: Pill = { colour: '#00000033', paddingX: 0.036, paddingY: 0.016, radius: 0.05 }

/** The filled box behind texts. */
export function PillSection({ elements, widthPx }: { elements: readonly TextElement[]; widthPx: number }) {
  const editor = useEditor()
  const field = useStyleField(elements)
  const isOn = allHave(elements, ({ style }) => style.pill !== undefined)
  const part = <Value,>(read: (pill: Pill) => Value, apply: (pill: Pill, value: Value) => Pill) =>
    field(
      'Change label of',
      ({ pill = usual }) => read(pill),
      (style, value: Value) => ({ ...style, pill: apply(style.pill ?? usual, value) }),
    )
  const length = (key: 'paddingX' | 'paddingY' | 'radius') =>
    part(
      (pill) => Math.round(pill[key] * widthPx),
      (pill, px) => ({ ...pill, [key]: roundLength(px / widthPx) }),
    )
  const toggle = (on: boolean) =>
    editSelection(editor, `${on ? 'Add' : 'Remove'} label behind ${nameElements(elements)}`, (item) => {
      if (item.type !== 'text') return item
      const { pill = usual, ...rest } = item.style
      return { ...item, style: on ? { ...rest, pill } : rest }
    })

  return (
    <Section title="Label behind the text" open={isOn !== false}>
      <Toggle label="Show" checked={isOn} onChange={toggle} />
      {isOn && (
        <>
          <ColourField
            label="Colour"
            {...part(
              ({ colour }) => colour,
              (pill, colour) => ({ ...pill, colour }),
            )}
          />
          <div className={controls.rowOfThree}>
            <NumberField label="Padding left and right" short="↔" min={0} {...length('paddingX')} />
            <NumberField label="Padding above and below" short="↕" min={0} {...length('paddingY')} />
            <NumberField label="Corner radius" short="◜" min={0} {...length('radius')} />
          </div>
        </>
      )}
    </Section>
  )
}
