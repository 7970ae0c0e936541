import { type SyntheticEvent, useState } from 'react'
import { findOwnSizeFault, ownSideLimits, ownSizeId } from '#app/document/catalogue/own-size.ts'
import { addSize } from '../actions/size-actions.ts'
import { useEditor } from '../state/use-editor.ts'
import classes from './top-bar.module.css'

/** Adds a size in pixels that the user chooses, for places that are no slot of a store. */
export function OwnSizeForm({ onAdded }: { onAdded: () => void }) {
  const editor = useEditor()
  const [sides, setSides] = useState({ width: '', height: '' })
  const [fault, setFault] = useState<string>()
  const add = (event: SyntheticEvent) => {
    event.preventDefault()
    const canvasPx = { widthPx: Number(sides.width), heightPx: Number(sides.height) }
    const found = findOwnSizeFault(canvasPx)
    setFault(found)
    if (found !== undefined) return
    const id = ownSizeId(canvasPx)
    // A size that is there is shown.
    if (Object.hasOwn(editor.session.getProject().screensByCanvasSize, id)) editor.selectSize(id)
    else addSize(editor, id)
    onAdded()
  }
  const side = (key: 'width' | 'height', label: string) => (
    <input
      className={classes.side}
      type="number"
      inputMode="numeric"
      min={ownSideLimits.min}
      max={ownSideLimits.max}
      required
      aria-label={label}
      aria-describedby={fault === undefined ? undefined : 'own-size-fault'}
      placeholder={key === 'width' ? 'Width' : 'Height'}
      value={sides[key]}
      onChange={(event) => setSides({ ...sides, [key]: event.currentTarget.value })}
    />
  )
  return (
    <form className={classes.ownSize} aria-label="A size of your own" noValidate onSubmit={add}>
      <span className={classes.ownSizeLabel}>Your own</span>
      {side('width', 'Width in pixels')}
      <span aria-hidden>×</span>
      {side('height', 'Height in pixels')}
      <button type="submit" className={classes.addOwn}>
        Add
      </button>
      {fault !== undefined && (
        <p id="own-size-fault" role="alert" className={classes.ownSizeFault}>
          {fault}
        </p>
      )}
    </form>
  )
}
