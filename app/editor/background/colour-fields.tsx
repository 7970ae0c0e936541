import type { Background } from '#app/document/model/schema.ts'
import { ColourField } from '../controls/colour-field.tsx'
import { backgroundField } from './background-field.ts'
import type { BackgroundTarget } from './background-target.ts'

type WithColour = Extract<Background, { colour: string }>

/** The one colour of a background, or the ground of a mesh, a pattern or a picture. */
export function ColourFields({
  target,
  background,
  label = 'Colour',
}: {
  target: BackgroundTarget
  background: WithColour
  label?: string
}) {
  return (
    <ColourField
      label={label}
      value={background.colour}
      opaque
      {...backgroundField(target, (colour: string) => ({ ...background, colour }))}
    />
  )
}
