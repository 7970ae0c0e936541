import { Tooltip } from '@mantine/core'
import classes from './controls.module.css'

/** The finishes of a device. */
export function ColourDots({
  colours,
  value,
  onChange,
}: {
  colours: ReadonlyArray<{ id: string; name: string; body: string; edge: string }>
  value: string
  onChange: (id: string) => void
}) {
  return (
    <fieldset className={classes.dots} aria-label="Device colour">
      {colours.map((colour) => (
        <Tooltip key={colour.id} label={colour.name}>
          <button
            type="button"
            className={classes.dot}
            aria-label={colour.name}
            aria-pressed={colour.id === value}
            onClick={() => onChange(colour.id)}
          >
            <span style={{ background: colour.body, borderColor: colour.edge }} />
          </button>
        </Tooltip>
      ))}
    </fieldset>
  )
}
