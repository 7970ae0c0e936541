import { useEffect, useRef } from 'react'
import classes from './inline-rename.module.css'

export const MAX_NAME_LENGTH = 200

export type InlineRenameProps = {
  name: string
  onRename: (name: string) => void
  onClose: () => void
}

/** Enter or leaving the field renames, Escape does not; an empty name keeps the old one. */
export function InlineRename({ name, onRename, onClose }: InlineRenameProps) {
  const inputRef = useRef<HTMLInputElement>(null)
  // Escape and Enter take the field away, which blurs it: only the first of the three counts.
  const isDone = useRef(false)

  useEffect(() => {
    inputRef.current?.focus()
    inputRef.current?.select()
  }, [])

  function finish(shouldRename: boolean) {
    if (isDone.current) return
    isDone.current = true
    const next = inputRef.current?.value.trim() ?? ''
    if (shouldRename && next !== '' && next !== name) onRename(next)
    onClose()
  }

  return (
    <input
      ref={inputRef}
      className={classes.input}
      aria-label={`New name of ${name}`}
      defaultValue={name}
      maxLength={MAX_NAME_LENGTH}
      autoComplete="off"
      onBlur={() => finish(true)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) finish(true)
        if (event.key === 'Escape') finish(false)
        event.stopPropagation()
      }}
    />
  )
}
