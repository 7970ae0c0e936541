/** Indices of a cell: rows of captions, columns of languages. */
export type GridPlace = { row: number; column: number }
/** `focus` is the cell that has the keys; the range reaches from `anchor` to it. */
export type GridSelection = { focus: GridPlace; anchor: GridPlace }
export type GridSize = { rows: number; columns: number }
export type GridRange = { top: number; left: number; bottom: number; right: number }

export type GridStep =
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'row-start'
  | 'row-end'
  | 'top'
  | 'bottom'
  | 'start'
  | 'end'
export type GridMove = { to: GridStep; by?: number; extends?: boolean }

export const selectCell = (place: GridPlace): GridSelection => ({ focus: place, anchor: place })

export function getRange({ focus, anchor }: GridSelection): GridRange {
  return {
    top: Math.min(focus.row, anchor.row),
    left: Math.min(focus.column, anchor.column),
    bottom: Math.max(focus.row, anchor.row),
    right: Math.max(focus.column, anchor.column),
  }
}

/** Row by row. */
export function listPlaces({ top, left, bottom, right }: GridRange): GridPlace[] {
  const columns = Array.from({ length: right - left + 1 }, (_, index) => left + index)
  return Array.from({ length: bottom - top + 1 }, (_, index) => top + index).flatMap((row) =>
    columns.map((column) => ({ row, column })),
  )
}

/** The table may have lost rows or columns since. */
export function clampSelection({ focus, anchor }: GridSelection, size: GridSize): GridSelection {
  return { focus: clamp(focus, size), anchor: clamp(anchor, size) }
}

function clamp({ row, column }: GridPlace, { rows, columns }: GridSize): GridPlace {
  return {
    row: Math.max(0, Math.min(row, rows - 1)),
    column: Math.max(0, Math.min(column, columns - 1)),
  }
}

export function planMove(selection: GridSelection, move: GridMove, size: GridSize): GridSelection {
  const focus = clamp(stepFrom(selection.focus, move, size), size)
  return move.extends === true ? { focus, anchor: selection.anchor } : selectCell(focus)
}

function stepFrom(
  { row, column }: GridPlace,
  { to, by = 1 }: GridMove,
  { rows, columns }: GridSize,
): GridPlace {
  switch (to) {
    case 'up':
      return { row: row - by, column }
    case 'down':
      return { row: row + by, column }
    case 'left':
      return { row, column: column - by }
    case 'right':
      return { row, column: column + by }
    case 'row-start':
      return { row, column: 0 }
    case 'row-end':
      return { row, column: columns - 1 }
    case 'top':
      return { row: 0, column }
    case 'bottom':
      return { row: rows - 1, column }
    case 'start':
      return { row: 0, column: 0 }
    case 'end':
      return { row: rows - 1, column: columns - 1 }
  }
}

/** Tab: the next cell in reading order; `undefined` past the last, where the focus leaves the table. */
export function planTab(
  { focus }: GridSelection,
  by: 1 | -1,
  { rows, columns }: GridSize,
): GridSelection | undefined {
  const index = focus.row * columns + focus.column + by
  if (index < 0 || index >= rows * columns) return undefined
  return selectCell({ row: Math.floor(index / columns), column: index % columns })
}
