import { type Ref, useImperativeHandle, useLayoutEffect, useRef } from 'react'
import type { Locale } from '#app/document/model/ids.ts'
import { getLocaleDirection } from '#app/document/model/locale-direction.ts'
import classes from './caption-table.module.css'
import type { CaptionTable } from './use-caption-table.ts'

/**
 * The one field of the table, over the selected cell. It has the focus before anything is typed, so that the first key of
 * an input method already composes in it; empty until then, so that typing replaces the text.
 */
export function CellField({
  table,
  label,
  shown,
  locale,
  ref,
}: {
  table: CaptionTable
  label: string
  /** The source's text, for a cell without its own. */
  shown: string
  locale: Locale
  ref: Ref<HTMLTextAreaElement>
}) {
  const { editing, readOnly } = table
  const fieldRef = useRef<HTMLTextAreaElement>(null)
  useImperativeHandle<HTMLTextAreaElement | null, HTMLTextAreaElement | null>(ref, () => fieldRef.current)
  const isEditing = editing !== undefined
  const draft = editing?.draft ?? ''
  useLayoutEffect(() => {
    const field = fieldRef.current
    // Equal while it is being typed in: a composition must not be disturbed.
    if (field === null || field.value === draft) return
    field.value = draft
    field.setSelectionRange(draft.length, draft.length)
  }, [draft])

  return (
    <textarea
      ref={fieldRef}
      className={classes.field}
      data-editing={isEditing}
      data-cell-field
      aria-label={label}
      aria-keyshortcuts="F2"
      lang={locale}
      dir={getLocaleDirection(locale)}
      rows={1}
      readOnly={readOnly}
      maxLength={10_000}
      autoComplete="off"
      enterKeyHint={editing?.isByTouch === true ? 'enter' : 'done'}
      placeholder={isEditing ? shown : ''}
      onInput={(event) => {
        const { value } = event.currentTarget
        if (isEditing) table.setDraft(value)
        else table.startEditing({ text: value })
      }}
    />
  )
}
