import { useEffect, useRef } from 'react'
import classes from './inline-rename.module.css'

export const MAX_NAME_LENGTH = 200

export type InlineRenameProps = {
  name: string
  /** Accessible name; “New name of Kite” when left out. */
  label?: string
  /** Replaces the style of the project list. */
  className?: string | undefined
  /** How much of the name is selected at first: of a file name, the part before the extension. */
  selectUntil?: number
  onRename: (name: string) => void
  /** `byKey`: the focus was in the field and belongs back on the renamed item. */
  onClose: (byKey: boolean) => void
}

/** Enter or a blur renames, Escape does not; an empty name keeps the old one. */
export function InlineRename({
  name,
  label,
  className,
  selectUntil = name.length,
  onRename,
  onClose,
}: InlineRenameProps) {
  const inputRef = useRef<HTMLInputElement>(null)
  const selectUntilRef = useRef(selectUntil)
  // Escape and Enter remove the field, which blurs it: only the first of the three events counts.
  const isDone = useRef(false)

  useEffect(() => {
    inputRef.current?.focus()
    inputRef.current?.setSelectionRange(0, selectUntilRef.current)
  }, [])

  function finish(shouldRename: boolean, byKey: boolean) {
    if (isDone.current) return
    isDone.current = true
    const next = inputRef.current?.value.trim() ?? ''
    if (shouldRename && next !== '' && next !== name) onRename(next)
    onClose(byKey)
  }

  return (
    <input
      ref={inputRef}
      className={className ?? classes.input}
      aria-label={label ?? `New name of ${name}`}
      defaultValue={name}
      maxLength={MAX_NAME_LENGTH}
      autoComplete="off"
      onBlur={() => finish(true, false)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish(true, true)
        if (event.key === 'Escape') finish(false, true)
        event.stopPropagation()
      }}
    />
  )
}
