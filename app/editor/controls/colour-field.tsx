import { useState } from 'react'
import { definePart, LazyPart } from '#app/ui/lazy-part.tsx'
import { useOverlayButton } from '#app/ui/use-overlay-button.ts'
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

const picker = definePart(async () => (await import('./colour-picker.tsx')).ColourPicker)

export function ColourField(props: ColourFieldProps) {
  const { label, value, opaque = false, onPreview, onCommit, onCancel } = props
  const { buttonProps, isOpen, close } = useOverlayButton(picker)
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
        <span className={classes.swatchPlace}>
          <button
            {...buttonProps}
            className={classes.swatch}
            aria-label={`${label}: choose a colour`}
            aria-haspopup="dialog"
          >
            <span style={{ background: shown }} />
          </button>
          {isOpen && (
            <LazyPart
              part={picker}
              props={{ shown, opaque, onPreview, onCommit: commit, onCancel, onClose: close }}
            />
          )}
        </span>
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
