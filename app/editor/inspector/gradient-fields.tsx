import type { Element, Gradient } from '#app/document/model/schema.ts'
import { Toggle } from '../controls/choice.tsx'
import { ColourField } from '../controls/colour-field.tsx'
import { darken } from '../controls/darken.ts'
import { SliderField } from '../controls/slider-field.tsx'
import { allHave, commonOf } from './common-of.ts'
import { useSelectionField } from './use-selection-field.ts'

type GradientFieldsProps = {
  elements: readonly Element[]
  /** Label of the change. */
  label: string
  read: (element: Element) => Gradient | undefined
  apply: (element: Element, gradient: Gradient | undefined) => Element
  /** The plain colour that the gradient begins with. */
  colourOf: (element: Element) => string
}

const degrees = (value: number) => `${Math.round(value)}°`

/** A gradient in place of a plain colour. */
export function GradientFields({ elements, label, read, apply, colourOf }: GradientFieldsProps) {
  const field = useSelectionField()
  const toggle = field(label, (element: Element, on: boolean) =>
    apply(element, on ? (read(element) ?? createUsual(colourOf(element))) : undefined),
  )
  const own = (element: Element) => read(element) ?? createUsual(colourOf(element))
  const isOn = allHave(elements, (element) => read(element) !== undefined)
  const angleOf = (element: Element) => own(element).angle
  // Stops that only some have cannot be set for all.
  const count = Math.min(...elements.map((element) => own(element).stops.length))
  return (
    <>
      <Toggle label="Gradient" checked={isOn} onChange={toggle.onCommit} />
      {isOn && (
        <>
          {Array.from({ length: count }, (_, index) => (
            <ColourField
              // biome-ignore lint/suspicious/noArrayIndexKey: stops have no identity but their place
              key={index}
              label={`Gradient ${index + 1}`}
              value={commonOf(elements, (element) => own(element).stops[index]?.colour)}
              {...field(label, (element: Element, colour: string) =>
                apply(element, withStop(own(element), index, colour)),
              )}
            />
          ))}
          <SliderField
            label="Gradient direction"
            value={commonOf(elements, angleOf)}
            min={0}
            max={360}
            step={1}
            format={degrees}
            {...field(
              label,
              (element: Element, angle: number) => apply(element, { ...own(element), angle }),
              angleOf,
            )}
          />
        </>
      )}
    </>
  )
}

const withStop = (gradient: Gradient, index: number, colour: string): Gradient => ({
  ...gradient,
  stops: gradient.stops.map((stop, at) => (at === index ? { ...stop, colour } : stop)),
})

function createUsual(colour: string): Gradient {
  const plain = colour.slice(0, 7)
  const stops = [
    { offset: 0, colour: plain },
    { offset: 1, colour: darken(plain) },
  ]
  return { angle: 135, stops }
}
