import { ColorPicker, Popover } from '@mantine/core'
import { useRef, useState } from 'react'
import { palettes } from '#app/document/catalogue/palettes.ts'
import { escapeUntilRelease } from '#app/ui/keyboard/escape-until-release.ts'
import { useBurst } from '../state/use-burst.ts'
import classes from './controls.module.css'
import { normaliseColour } from './normalise-colour.ts'

type ColourFieldProps = {
  label: string
  /** #rrggbb or #rrggbbaa; `undefined`: the selected elements differ. */
  value: string | undefined
  /** Backgrounds must be opaque: Apple rejects alpha. */
  opaque?: boolean
  onPreview: (colour: string) => void
  onCommit: (colour: string) => void
  /** Escape while a colour is being picked: the preview is discarded. */
  onCancel: () => void
}

const swatches = [
  '#ffffff',
  '#17171a',
  ...new Set(
    palettes.flatMap(({ background }) =>
      background.type === 'linear' ? background.stops.map((failure) => failure.colour) : [],
    ),
  ),
].slice(0, 14)

export function ColourField(props: ColourFieldProps) {
  const { label, value, opaque = false, onCommit } = props
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
            <Picker {...props} shown={shown} onCommit={commit} />
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

/** A drag or a burst of arrow keys is one change; Escape during either restores the colour. */
function Picker({
  shown,
  opaque = false,
  onPreview,
  onCommit,
  onCancel,
}: ColourFieldProps & { shown: string }) {
  const byKeys = useRef(false)
  const putBack = useRef(false)
  const burst = useBurst(onCommit)
  /** A picker that was cancelled is mounted again: it would keep the colour it was dragged to. */
  const [round, setRound] = useState(0)
  const restore = () => {
    burst.drop()
    onCancel()
    setRound(round + 1)
  }
  return (
    <div
      onPointerDownCapture={(event) => {
        byKeys.current = false
        putBack.current = false
        escapeUntilRelease(event.pointerId, () => {
          putBack.current = true
          restore()
        })
      }}
      onKeyDownCapture={(event) => {
        byKeys.current = true
        putBack.current = false
        if (event.key !== 'Escape' || burst.pending() === undefined) return
        event.preventDefault()
        event.stopPropagation()
        restore()
      }}
    >
      <ColorPicker
        key={round}
        format={opaque ? 'hex' : 'hexa'}
        value={shown}
        onChange={(colour) => {
          const next = normaliseColour(colour, opaque)
          if (next !== undefined && !putBack.current) onPreview(next)
        }}
        onChangeEnd={(colour) => {
          if (putBack.current) return
          if (byKeys.current) burst.later(colour)
          else onCommit(colour)
        }}
        swatches={swatches}
        swatchesPerRow={7}
        saturationLabel="Saturation"
        hueLabel="Hue"
        alphaLabel="Opacity"
        fullWidth
      />
    </div>
  )
}
