import type { Gradient } from '#app/document/model/schema.ts'
import { Toggle } from './choice.tsx'
import { ColourField } from './colour-field.tsx'
import { darken } from './darken.ts'
import { SliderField } from './slider-field.tsx'

type GradientFieldsProps = {
  gradient: Gradient | undefined
  /** The plain colour that the gradient begins with. */
  colour: string
  onPreview: (gradient: Gradient | undefined) => void
  onCommit: (gradient: Gradient | undefined) => void
  onCancel: () => void
}

const degrees = (value: number) => `${Math.round(value)}°`

/** A gradient in place of a plain colour. */
export function GradientFields({ gradient, colour, onPreview, onCommit, onCancel }: GradientFieldsProps) {
  const stops = gradient?.stops ?? []
  const withColour = (given: Gradient, index: number, next: string): Gradient => ({
    ...given,
    stops: given.stops.map((stop, at) => (at === index ? { ...stop, colour: next } : stop)),
  })
  return (
    <>
      <Toggle
        label="Gradient"
        checked={gradient !== undefined}
        onChange={(on) => onCommit(on ? createUsual(colour) : undefined)}
      />
      {gradient !== undefined && (
        <>
          {stops.map((stop, index) => (
            <ColourField
              // biome-ignore lint/suspicious/noArrayIndexKey: stops have no identity but their place
              key={index}
              label={`Gradient ${index + 1}`}
              value={stop.colour}
              onPreview={(next) => onPreview(withColour(gradient, index, next))}
              onCommit={(next) => onCommit(withColour(gradient, index, next))}
              onCancel={onCancel}
            />
          ))}
          <SliderField
            label="Gradient direction"
            value={gradient.angle}
            min={0}
            max={360}
            step={1}
            format={degrees}
            onPreview={(angle) => onPreview({ ...gradient, angle })}
            onCommit={(angle) => onCommit({ ...gradient, angle })}
            onCancel={onCancel}
          />
        </>
      )}
    </>
  )
}

function createUsual(colour: string): Gradient {
  const plain = colour.slice(0, 7)
  const stops = [
    { offset: 0, colour: plain },
    { offset: 1, colour: darken(plain) },
  ]
  return { angle: 135, stops }
}
