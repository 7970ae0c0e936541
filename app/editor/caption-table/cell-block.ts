import { parseDelimited, writeDelimited } from '#app/captions/delimited-text.ts'
import { type GridPlace, type GridRange, type GridSize, listPlaces } from './grid-selection.ts'

/** As spreadsheets write it to the clipboard: tabs and line breaks, cells with either of them in quotes. */
export function writeBlock(rows: readonly (readonly string[])[]): string {
  return writeDelimited(rows, { delimiter: '\t', lineEnd: '\n' }).replace(/\n$/, '')
}

/** Cells of the clipboard. A text that only begins with a quotation mark is no table but one cell. */
export function readBlock(text: string): string[][] {
  const { records, openQuoteLine } = parseDelimited(text, '\t', { keepEmptyLines: true })
  if (openQuoteLine !== undefined) return [[text.replaceAll(/\r\n?/g, '\n')]]
  return records.map(({ cells }) => cells.map((cell) => cell.replaceAll(/\r\n?/g, '\n')))
}

export type PastePlan = {
  cells: readonly (GridPlace & { text: string })[]
  /** The range that is selected afterwards. */
  range: GridRange
  /** Cells of the block for which the table has no place. */
  outside: number
}

/**
 * One cell fills the whole range, and so does a block that fits into it a whole number of times; any other block begins
 * at the range's first cell.
 */
export function planPaste(
  block: readonly (readonly string[])[],
  range: GridRange,
  size: GridSize,
): PastePlan {
  const height = block.length
  const width = Math.max(0, ...block.map((row) => row.length))
  if (height === 0 || width === 0) return { cells: [], range, outside: 0 }
  const [rows, columns] = [range.bottom - range.top + 1, range.right - range.left + 1]
  const isTiled = rows % height === 0 && columns % width === 0
  const wanted: GridRange = isTiled
    ? range
    : { ...range, bottom: range.top + height - 1, right: range.left + width - 1 }
  const target = {
    ...wanted,
    bottom: Math.min(wanted.bottom, size.rows - 1),
    right: Math.min(wanted.right, size.columns - 1),
  }
  const cells = listPlaces(target).map(({ row, column }) => {
    const text = block[(row - range.top) % height]?.[(column - range.left) % width] ?? ''
    return { row, column, text }
  })
  const outside = listPlaces(wanted).length - cells.length
  return { cells, range: target, outside }
}
