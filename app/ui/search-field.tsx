import { IconSearch, IconX } from '@tabler/icons-react'
import { type Ref, useImperativeHandle, useLayoutEffect, useRef } from 'react'
import { isTyping } from './keyboard/is-typing.ts'
import { readKeys } from './keyboard/read-keys.ts'
import classes from './search-field.module.css'

export type SearchFieldProps = {
  value: string
  onChange: (value: string) => void
  label?: string
  ref?: Ref<HTMLInputElement>
}

/** `/` focuses the field, Escape clears it, then blurs it. */
export function SearchField({ value, onChange, label = 'Search projects', ref }: SearchFieldProps) {
  const inputRef = useRef<HTMLInputElement>(null)
  useImperativeHandle<HTMLInputElement | null, HTMLInputElement | null>(ref, () => inputRef.current)

  useLayoutEffect(() => {
    function handleKeyDown(event: KeyboardEvent) {
      if (readKeys(event) !== '/' || isTyping(event.target)) return
      event.preventDefault()
      inputRef.current?.select()
      inputRef.current?.focus()
    }
    window.addEventListener('keydown', handleKeyDown)
    return () => window.removeEventListener('keydown', handleKeyDown)
  }, [])

  return (
    <search className={classes.field}>
      <IconSearch size={16} stroke={1.75} className={classes.icon} />
      <input
        ref={inputRef}
        type="search"
        className={classes.input}
        aria-label={label}
        aria-keyshortcuts="/"
        placeholder="Search"
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          if (value === '') event.currentTarget.blur()
          else onChange('')
          event.preventDefault()
        }}
      />
      {value === '' ? (
        <span className={classes.hint} aria-hidden="true">
          /
        </span>
      ) : (
        <button
          type="button"
          className={classes.clear}
          aria-label="Clear search"
          onClick={() => {
            onChange('')
            inputRef.current?.focus()
          }}
        >
          <IconX size={14} stroke={2} />
        </button>
      )}
    </search>
  )
}
