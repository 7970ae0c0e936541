import type { Element, Shadow } from '#app/document/model/schema.ts'
import { Toggle } from '../controls/choice.tsx'
import { ColourField } from '../controls/colour-field.tsx'
import controls from '../controls/controls.module.css'
import { NumberField } from '../controls/number-field.tsx'
import { Section } from '../controls/section.tsx'
import { roundLength } from '../geometry/round-length.ts'
import { nameElements } from '../state/describe-element.ts'
import { allHave, commonOf } from './common-of.ts'
import { useSelectionField } from './use-selection-field.ts'

type ShadowFieldsProps = {
  title: string
  elements: readonly Element[]
  widthPx: number
  /** The shadow that switching it on gives. */
  usual: Shadow
}

/** The shadow of elements of any type; that of a text is in its style. */
export function ShadowFields({ title, elements, widthPx, usual }: ShadowFieldsProps) {
  const field = useSelectionField()
  const name = nameElements(elements)
  const own = (element: Element) => readShadow(element) ?? usual
  const isOn = allHave(elements, (element) => readShadow(element) !== undefined)
  const toggle = (on: boolean) =>
    field(`${on ? 'Add' : 'Remove'} shadow of ${name}`, (element: Element, to: boolean) =>
      withShadow(element, to ? own(element) : undefined),
    ).onCommit(on)
  const length = (key: 'x' | 'y' | 'blur') => {
    const toPx = (element: Element) => Math.round(own(element)[key] * widthPx)
    return {
      value: commonOf(elements, toPx),
      ...field(
        `Change shadow of ${name}`,
        (element: Element, px: number) =>
          withShadow(element, { ...own(element), [key]: roundLength(px / widthPx) }),
        toPx,
      ),
    }
  }
  return (
    <Section title={title} open={isOn !== false}>
      <Toggle label="Show" checked={isOn} onChange={toggle} />
      {isOn && (
        <>
          <ColourField
            label="Colour"
            value={commonOf(elements, (element) => own(element).colour)}
            {...field(`Change shadow of ${name}`, (element: Element, colour: string) =>
              withShadow(element, { ...own(element), colour }),
            )}
          />
          <div className={controls.rowOfThree}>
            <NumberField label="Shift to the right" short="X" {...length('x')} />
            <NumberField label="Shift down" short="Y" {...length('y')} />
            <NumberField label="Blur" short="B" min={0} {...length('blur')} />
          </div>
        </>
      )}
    </Section>
  )
}

const readShadow = (element: Element): Shadow | undefined =>
  element.type === 'text' ? element.style.shadow : element.shadow

function withShadow(element: Element, shadow: Shadow | undefined): Element {
  const { shadow: _before, ...rest } = element.type === 'text' ? element.style : element
  const look = shadow === undefined ? rest : { ...rest, shadow }
  return (element.type === 'text' ? { ...element, style: look } : look) as Element
}
