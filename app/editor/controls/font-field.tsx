import { useObservable } from '#app/observable/use-observable.ts'
import { definePart, LazyPart } from '#app/ui/lazy-part.tsx'
import { useOverlayButton } from '#app/ui/use-overlay-button.ts'
import { useEditor } from '../state/use-editor.ts'
import classes from './controls.module.css'
import { nameFont } from './name-font.ts'

const picker = definePart(async () => (await import('./font-picker.tsx')).FontPicker)

/** The font of a text; opens a list of all. */
export function FontField({
  value,
  onChoose,
}: {
  /** `undefined`: the selected texts differ. */
  value: string | undefined
  onChoose: (family: string) => void
}) {
  const { buttonProps, isOpen, close } = useOverlayButton(picker)
  const { session, fonts } = useEditor()
  // The name of a font of the user's own is known once it is loaded.
  useObservable(fonts.version)
  const name = value === undefined ? 'Mixed' : nameFont(value, session.media.findName)
  return (
    <div className={classes.labelled}>
      <span className={classes.fieldLabel}>Font</span>
      <span style={{ position: 'relative', display: 'flex', minWidth: 0 }}>
        <button
          {...buttonProps}
          className={classes.select}
          style={{ textAlign: 'start' }}
          aria-label={`Font: ${name}`}
          aria-haspopup="dialog"
        >
          {name}
        </button>
        {isOpen && <LazyPart part={picker} props={{ value: value ?? '', onChoose, onClose: close }} />}
      </span>
    </div>
  )
}
