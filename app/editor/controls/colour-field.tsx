import { ColorPicker, Popover } from '@mantine/core'
import { useState } from 'react'
import { palettes } from '#app/document/catalogue/palettes.ts'
import classes from './controls.module.css'
import { normaliseColour } from './normalise-colour.ts'

type ColourFieldProps = {
  label: string
  /** #rrggbb or #rrggbbaa; `undefined`: the selected elements differ. */
  value: string | undefined
  /** Backgrounds must not be seen through: Apple refuses alpha. */
  opaque?: boolean
  onPreview: (colour: string) => void
  onCommit: (colour: string) => void
}

const swatches = [
  '#ffffff',
  '#17171a',
  ...new Set(
    palettes.flatMap(({ background }) =>
      background.type === 'linear' ? background.stops.map((stop) => stop.colour) : [],
    ),
  ),
].slice(0, 14)

export function ColourField({ label, value, opaque = false, onPreview, onCommit }: ColourFieldProps) {
  const [draft, setDraft] = useState<string>()
  const shown = draft ?? value ?? '#000000'
  const commit = (colour: string) => {
    setDraft(undefined)
    const next = normaliseColour(colour, opaque)
    if (next !== undefined && next !== value) onCommit(next)
  }
  return (
    <div className={classes.colourField}>
      <span className={classes.fieldLabel}>{label}</span>
      <div className={classes.colourControls}>
        <Popover position="left-start" withinPortal>
          <Popover.Target>
            <button type="button" className={classes.swatch} aria-label={`${label}: choose a colour`}>
              <span style={{ background: shown }} />
            </button>
          </Popover.Target>
          <Popover.Dropdown className={classes.colourDropdown} data-own-keys>
            <ColorPicker
              format={opaque ? 'hex' : 'hexa'}
              value={shown}
              onChange={(colour) => {
                const next = normaliseColour(colour, opaque)
                if (next !== undefined) onPreview(next)
              }}
              onChangeEnd={commit}
              swatches={swatches}
              swatchesPerRow={7}
              saturationLabel="Saturation"
              hueLabel="Hue"
              alphaLabel="Opacity"
              fullWidth
            />
          </Popover.Dropdown>
        </Popover>
        <input
          className={classes.colourInput}
          aria-label={`${label} as hex`}
          value={draft ?? value ?? ''}
          placeholder={value === undefined ? 'Mixed' : ''}
          spellCheck={false}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setDraft(event.currentTarget.value)}
          onBlur={() => draft !== undefined && commit(draft)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && draft !== undefined) commit(draft)
            if (event.key === 'Escape') setDraft(undefined)
          }}
        />
      </div>
    </div>
  )
}
