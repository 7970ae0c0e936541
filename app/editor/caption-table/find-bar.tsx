import { Button, Checkbox } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { IconButton } from '../controls/icon-button.tsx'
import classes from './caption-table.module.css'
import { findCells, findNextPlace, replaceInCells } from './find-in-cells.ts'
import { selectCell } from './grid-selection.ts'
import type { CaptionTable } from './use-caption-table.ts'

/** Over the languages and the size that the table shows. */
export function FindBar({ table, onClose }: { table: CaptionTable; onClose: () => void }) {
  const { captions, locales, selection } = table
  const [query, setQuery] = useState('')
  const [replacement, setReplacement] = useState('')
  const [matchCase, setMatchCase] = useState(false)
  const search = useMemo(() => ({ query, matchCase }), [query, matchCase])
  const places = useMemo(() => findCells({ captions, locales }, search), [captions, locales, search])
  const at = places.findIndex(
    ({ row, column }) => row === selection.focus.row && column === selection.focus.column,
  )

  function go(by: 1 | -1): void {
    const next = findNextPlace(places, selection.focus, by)
    if (next !== undefined) table.select(selectCell(next))
  }

  function replace(which: 'one' | 'all'): void {
    const found = places[at]
    if (which === 'one' && found === undefined) {
      go(1)
      return
    }
    const chosen = which === 'one' && found !== undefined ? [found] : places
    table.writeTexts(
      which === 'one' ? 'Replace in caption' : 'Replace in captions',
      replaceInCells({ captions, locales }, { places: chosen, search, replacement }),
    )
    if (which === 'one') go(1)
  }

  const count =
    query === ''
      ? ''
      : places.length === 0
        ? 'Nowhere'
        : at < 0
          ? `In ${places.length}`
          : `${at + 1} of ${places.length}`

  return (
    <search
      className={classes.find}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <input
        // biome-ignore lint/a11y/noAutofocus: it is opened by the key for finding
        autoFocus
        className={classes.findInput}
        aria-label="Find"
        placeholder="Find"
        value={query}
        spellCheck={false}
        onChange={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          go(event.shiftKey ? -1 : 1)
        }}
      />
      <span className={classes.findCount} role="status">
        {count}
      </span>
      <IconButton label="Previous" disabled={places.length === 0} onClick={() => go(-1)}>
        <IconChevronUp size={16} stroke={1.75} />
      </IconButton>
      <IconButton label="Next" disabled={places.length === 0} onClick={() => go(1)}>
        <IconChevronDown size={16} stroke={1.75} />
      </IconButton>
      <input
        className={classes.findInput}
        aria-label="Replace with"
        placeholder="Replace with"
        value={replacement}
        readOnly={table.readOnly}
        onChange={(event) => setReplacement(event.currentTarget.value)}
      />
      <Button
        variant="default"
        size="xs"
        disabled={places.length === 0 || table.readOnly}
        onClick={() => replace('one')}
      >
        Replace
      </Button>
      <Button
        variant="default"
        size="xs"
        disabled={places.length === 0 || table.readOnly}
        onClick={() => replace('all')}
      >
        Replace all
      </Button>
      <Checkbox
        size="xs"
        label="Match case"
        checked={matchCase}
        onChange={(event) => setMatchCase(event.currentTarget.checked)}
      />
      <IconButton label="Close find" onClick={onClose}>
        <IconX size={16} stroke={1.75} />
      </IconButton>
    </search>
  )
}
