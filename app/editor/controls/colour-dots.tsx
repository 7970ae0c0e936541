import { tooltip } from '#app/ui/tooltip.ts'
import classes from './controls.module.css'

/** The finishes of a device. */
export function ColourDots({
  colours,
  value,
  onChange,
}: {
  colours: ReadonlyArray<{ id: string; name: string; body: string; edge: string }>
  /** `undefined`: the selected devices differ. */
  value: string | undefined
  onChange: (id: string) => void
}) {
  return (
    <fieldset className={classes.dots} aria-label="Device colour">
      {colours.map((colour) => (
        <button
          key={colour.id}
          type="button"
          className={classes.dot}
          aria-label={colour.name}
          aria-pressed={colour.id === value}
          {...tooltip(colour.name)}
          onClick={() => onChange(colour.id)}
        >
          <span style={{ background: colour.body, borderColor: colour.edge }} />
        </button>
      ))}
    </fieldset>
  )
}
