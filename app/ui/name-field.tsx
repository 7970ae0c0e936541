import { type InputHTMLAttributes, useEffect, useRef } from 'react'
import { MAX_NAME_LENGTH } from './inline-rename.tsx'

type NameFieldProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'value' | 'defaultValue'> & {
  name: string
  onRename: (name: string) => void
}

/**
 * A name shown in its field. Enter or a blur renames, Escape restores the name, an empty one is rejected. A remote
 * change of the name is shown while nobody types here, and a blur without a change renames nothing.
 */
export function NameField({ name, onRename, ...rest }: NameFieldProps) {
  const fieldRef = useRef<HTMLInputElement>(null)
  const before = useRef(name)
  useEffect(() => {
    const field = fieldRef.current
    if (field !== null && document.activeElement !== field) field.value = name
  }, [name])
  return (
    <input
      {...rest}
      ref={fieldRef}
      defaultValue={name}
      maxLength={MAX_NAME_LENGTH}
      autoComplete="off"
      onFocus={(event) => {
        before.current = event.currentTarget.value
        event.currentTarget.select()
      }}
      onBlur={(event) => {
        const typed = event.currentTarget.value.trim()
        const isTaken = typed !== '' && typed !== before.current
        event.currentTarget.value = isTaken ? typed : name
        if (isTaken) onRename(typed)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.value = before.current
        if (event.key === 'Escape' || event.key === 'Enter') event.currentTarget.blur()
      }}
    />
  )
}
