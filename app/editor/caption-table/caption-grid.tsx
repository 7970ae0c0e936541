import { type PointerEvent, useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import { nameLocale } from '#app/document/model/name-locale.ts'
import { useUi } from '../state/use-editor.ts'
import type { FindOverflow } from './caption-cell.ts'
import { CaptionRow } from './caption-row.tsx'
import classes from './caption-table.module.css'
import { type GridPlace, selectCell } from './grid-selection.ts'
import type { CaptionTable } from './use-caption-table.ts'
import { useGridClipboard } from './use-grid-clipboard.ts'
import { useGridKeys } from './use-grid-keys.ts'

type CaptionGridProps = {
  table: CaptionTable
  overflows: FindOverflow
  onFind: () => void
}

/** The captions as a grid that is used like a spreadsheet. */
export function CaptionGrid({ table, overflows, onFind }: CaptionGridProps) {
  const { captions, locales, selection, range } = table
  const gridRef = useRef<HTMLDivElement>(null)
  const fieldRef = useRef<HTMLTextAreaElement>(null)
  const hasFocus = useGridFocus(table, { gridRef, fieldRef })
  const onKeyDown = useGridKeys(table, onFind)
  const clipboard = useGridClipboard(table)
  const pointer = useGridPointer(table, hasFocus, fieldRef)
  useShownLanguage(table)
  const selected = useMemo(() => ({ left: range.left, right: range.right }), [range.left, range.right])

  return (
    // biome-ignore lint/a11y/useSemanticElements: see the row
    <div
      ref={gridRef}
      role="grid"
      aria-label="Captions"
      aria-multiselectable="true"
      aria-rowcount={captions.length + 1}
      aria-colcount={locales.length + 1}
      aria-readonly={table.readOnly}
      className={classes.grid}
      onKeyDown={onKeyDown}
      onFocus={() => {
        hasFocus.current = true
      }}
      onBlur={(event) => {
        const to = event.relatedTarget
        if (to === null || event.currentTarget.contains(to)) return
        hasFocus.current = false
        table.commitEditing()
      }}
      {...clipboard}
      {...pointer}
    >
      <HeadRow table={table} />
      {captions.map((caption, row) => {
        const isInRange = row >= range.top && row <= range.bottom
        const isFocused = row === selection.focus.row
        return (
          <CaptionRow
            key={`${caption.canvasSizeId} ${caption.key}`}
            caption={caption}
            row={row}
            locales={locales}
            isFirst={captions[row - 1]?.screenId !== caption.screenId}
            overflows={overflows}
            selected={isInRange ? selected : undefined}
            focused={isFocused ? { table, column: selection.focus.column, fieldRef } : undefined}
          />
        )
      })}
    </div>
  )
}

function HeadRow({ table }: { table: CaptionTable }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the row
    // biome-ignore lint/a11y/useFocusableInteractive: see the row
    <div role="row" className={classes.headRow} aria-rowindex={1}>
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: as above */}
      <div role="columnheader" className={classes.corner}>
        Caption
      </div>
      {table.locales.map((locale, column) => (
        // biome-ignore lint/a11y/useSemanticElements: as above
        // biome-ignore lint/a11y/useFocusableInteractive: as above
        <div
          key={locale}
          role="columnheader"
          aria-colindex={column + 2}
          className={classes.columnHead}
          data-column-head={column}
        >
          <span>{nameLocale(locale)}</span>
          <span className={classes.tag}>
            {locale}
            {column === 0 && ' · source'}
          </span>
        </div>
      ))}
    </div>
  )
}

type GridRefs = {
  gridRef: { current: HTMLDivElement | null }
  fieldRef: { current: HTMLTextAreaElement | null }
}

/** The field of the selected cell has the focus while the grid has it; the cell is scrolled into view. */
function useGridFocus({ selection, editing }: CaptionTable, { gridRef, fieldRef }: GridRefs) {
  const hasFocus = useRef(false)
  const { row, column } = selection.focus
  const isEditing = editing !== undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new place or the end of typing moves the focus.
  useLayoutEffect(() => {
    const cell = gridRef.current?.querySelector('[data-focused]')
    if (hasFocus.current) fieldRef.current?.focus({ preventScroll: true })
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [row, column, isEditing, gridRef, fieldRef])
  return hasFocus
}

/** Choosing a language in the menu goes to its column. */
function useShownLanguage(table: CaptionTable): void {
  const locale = useUi((ui) => ui.locale)
  const shown = useRef(locale)
  const column = table.locales.indexOf(locale)
  const { select } = table
  const { row } = table.selection.focus
  useEffect(() => {
    if (shown.current === locale) return
    shown.current = locale
    if (column >= 0) select(selectCell({ row, column }))
  }, [locale, column, row, select])
}

/** A click selects, Shift extends, dragging selects a range, a double click or a tap types. */
function useGridPointer(table: CaptionTable, hasFocus: { current: boolean }, fieldRef: GridRefs['fieldRef']) {
  const { select, selection, size } = table
  const isInField = (target: EventTarget) =>
    target instanceof HTMLElement && target.dataset.editing === 'true'
  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      const place = findPlace(event.target)
      if (place === undefined || event.button !== 0 || isInField(event.target)) return
      if (event.pointerType === 'touch') return
      // The field keeps the focus: a cell itself cannot have it.
      event.preventDefault()
      hasFocus.current = true
      // Of the same cell; that of another one is focused when it is there.
      fieldRef.current?.focus({ preventScroll: true })
      select(event.shiftKey ? { focus: place, anchor: selection.anchor } : selectCell(place))
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      if (event.buttons !== 1 || event.pointerType === 'touch' || table.editing !== undefined) return
      const place = findPlace(event.target)
      if (place === undefined) return
      if (place.row === selection.focus.row && place.column === selection.focus.column) return
      select({ focus: place, anchor: selection.anchor })
    },
    onMouseDown(event: { target: EventTarget; preventDefault: () => void }) {
      if (findPlace(event.target) !== undefined && !isInField(event.target)) event.preventDefault()
    },
    onClick(event: { target: EventTarget; nativeEvent: Event }) {
      const head =
        event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row-head]') : null
      if (head !== null) {
        const row = Number(head.dataset.rowHead)
        hasFocus.current = true
        select({ anchor: { row, column: 0 }, focus: { row, column: size.columns - 1 } })
        return
      }
      const place = findPlace(event.target)
      const isTouch = (event.nativeEvent as { pointerType?: string }).pointerType === 'touch'
      if (place === undefined || !isTouch || isInField(event.target)) return
      hasFocus.current = true
      const isHere = place.row === selection.focus.row && place.column === selection.focus.column
      if (isHere) table.startEditing({ isByTouch: true })
      else select(selectCell(place))
    },
    onDoubleClick(event: { target: EventTarget }) {
      if (findPlace(event.target) !== undefined && !isInField(event.target)) table.startEditing()
    },
  }
}

function findPlace(target: EventTarget): GridPlace | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null
  if (cell === null) return undefined
  return { row: Number(cell.dataset.row), column: Number(cell.dataset.column) }
}
