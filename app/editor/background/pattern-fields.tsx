import { isPatternName, patternNames } from '#app/document/catalogue/pattern-names.ts'
import type { Background } from '#app/document/model/schema.ts'
import { Labelled } from '../controls/choice.tsx'
import { ColourField } from '../controls/colour-field.tsx'
import controls from '../controls/controls.module.css'
import { SliderField } from '../controls/slider-field.tsx'
import { backgroundField, degrees, percent } from './background-field.ts'
import type { BackgroundTarget } from './background-target.ts'
import { ColourFields } from './colour-fields.tsx'

type Pattern = Extract<Background, { type: 'pattern' }>

export function PatternFields({ target, background }: { target: BackgroundTarget; background: Pattern }) {
  return (
    <>
      <Labelled label="Pattern">
        <select
          className={controls.select}
          value={background.pattern}
          onChange={(event) => target.commit({ ...background, pattern: event.currentTarget.value })}
        >
          {!isPatternName(background.pattern) && (
            <option value={background.pattern}>{background.pattern} (not known here)</option>
          )}
          {Object.entries(patternNames).map(([pattern, name]) => (
            <option key={pattern} value={pattern}>
              {name}
            </option>
          ))}
        </select>
      </Labelled>
      <ColourFields target={target} background={background} label="Ground" />
      <ColourField
        label="Ink"
        value={background.ink}
        {...backgroundField(target, (ink: string) => ({ ...background, ink }))}
      />
      <SliderField
        label="Size"
        value={Math.round(background.size * 100)}
        min={2}
        max={60}
        step={1}
        format={percent}
        {...backgroundField(target, (size: number) => ({ ...background, size: size / 100 }))}
      />
      <SliderField
        label="Direction"
        value={Math.round(background.angle)}
        min={0}
        max={180}
        step={1}
        format={degrees}
        {...backgroundField(target, (angle: number) => ({ ...background, angle }), 'Turn background')}
      />
    </>
  )
}
