import { type CellMark, type FindOverflow, markCell, markLabels } from './caption-cell.ts'
import classes from './caption-table.module.css'
import { findNextPlace } from './find-in-cells.ts'
import { type GridPlace, selectCell } from './grid-selection.ts'
import type { CaptionTable } from './use-caption-table.ts'

type MarkCountsProps = { table: CaptionTable; overflows: FindOverflow }

/** How many cells have each mark; a press goes to the next of them. */
export function MarkCounts({ table, overflows }: MarkCountsProps) {
  const { captions, locales, source, selection } = table
  const places: Record<CellMark, GridPlace[]> = { untranslated: [], same: [], overflow: [] }
  for (const [row, caption] of captions.entries()) {
    for (const [column, locale] of locales.entries()) {
      const mark = overflows(caption, locale).length > 0 ? 'overflow' : markCell(caption, locale, source)
      if (mark !== undefined) places[mark].push({ row, column })
    }
  }
  const found = (Object.keys(places) as CellMark[]).filter((mark) => places[mark].length > 0)
  if (found.length === 0) return <p className={classes.allDone}>Every caption is translated.</p>
  return (
    <ul className={classes.counts} aria-label="Cells to look at">
      {found.map((mark) => (
        <li key={mark}>
          <button
            type="button"
            className={classes.count}
            data-mark={mark}
            onClick={() => {
              const next = findNextPlace(places[mark], selection.focus, 1)
              if (next !== undefined) table.select(selectCell(next))
            }}
          >
            {places[mark].length} {markLabels[mark].toLowerCase()}
          </button>
        </li>
      ))}
    </ul>
  )
}
