import { memo, type Ref } from 'react'
import { type Caption, describeCaption, getCaptionText } from '#app/captions/captions.ts'
import type { Locale } from '#app/document/model/ids.ts'
import { getLocaleDirection } from '#app/document/model/locale-direction.ts'
import { nameLocale } from '#app/document/model/name-locale.ts'
import { describeMark, type FindOverflow, markCell } from './caption-cell.ts'
import classes from './caption-table.module.css'
import { CellField } from './cell-field.tsx'
import type { CaptionTable } from './use-caption-table.ts'

type CaptionRowProps = {
  caption: Caption
  row: number
  locales: readonly Locale[]
  /** The screen's first row names it. */
  isFirst: boolean
  overflows: FindOverflow
  /** The columns of this row that are selected. */
  selected: { left: number; right: number } | undefined
  /** The table, in the row that has the focus only, so that the others render rarely. */
  focused: { table: CaptionTable; column: number; fieldRef: Ref<HTMLTextAreaElement> } | undefined
}

export const CaptionRow = memo(function CaptionRow(props: CaptionRowProps) {
  const { caption, row, locales, isFirst } = props
  return (
    // biome-ignore lint/a11y/useSemanticElements: a grid of cells that scrolls both ways is no table element
    // biome-ignore lint/a11y/useFocusableInteractive: the field in the selected cell has the focus
    <div role="row" className={classes.row} aria-rowindex={row + 2} data-first={isFirst || undefined}>
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: as above */}
      <div role="rowheader" className={classes.rowHead} data-row-head={row}>
        <span className={classes.screenName} translate="no" data-quiet={!isFirst || undefined}>
          {caption.screenNumber} {caption.screenName}
        </span>
        <span className={classes.elementName} translate="no">
          {caption.elementName}
          {!caption.visible && ' · hidden'}
        </span>
      </div>
      {locales.map((locale, column) => (
        <CaptionCell key={locale} {...props} locale={locale} column={column} />
      ))}
    </div>
  )
})

function CaptionCell({
  caption,
  locale,
  column,
  row,
  locales,
  overflows,
  selected,
  focused,
}: CaptionRowProps & { locale: Locale; column: number }) {
  const source = locales[0] ?? locale
  const own = getCaptionText(caption, locale)
  const shown = own ?? getCaptionText(caption, source) ?? ''
  const sizes = overflows(caption, locale)
  const mark = sizes.length > 0 ? 'overflow' : markCell(caption, locale, source)
  const label = mark === undefined ? undefined : describeMark(mark, caption, sizes)
  const isSelected = selected !== undefined && column >= selected.left && column <= selected.right
  const isFocused = focused?.column === column
  const isEditing = isFocused && focused.table.editing !== undefined
  const marked = label === undefined ? '' : `. ${label}`
  const place = `${describeCaption(caption)}, ${nameLocale(locale)}`
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the row
    // biome-ignore lint/a11y/useFocusableInteractive: see the row
    <div
      role="gridcell"
      className={classes.cell}
      aria-selected={isSelected}
      aria-colindex={column + 2}
      data-row={row}
      data-column={column}
      data-focused={isFocused || undefined}
      data-mark={mark}
      lang={own === undefined ? source : locale}
      dir={own === undefined ? 'auto' : getLocaleDirection(locale)}
      title={label}
    >
      <span className={classes.text} data-borrowed={own === undefined || undefined} hidden={isEditing}>
        {shown}
      </span>
      {label !== undefined && !isEditing && <span className={classes.mark}>{label}</span>}
      {isFocused && (
        <CellField
          ref={focused.fieldRef}
          table={focused.table}
          locale={locale}
          shown={own === undefined ? shown : ''}
          label={isEditing ? place : `${place}: ${own ?? ''}${marked}`}
        />
      )}
    </div>
  )
}
