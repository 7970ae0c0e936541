export type Delimiter = ',' | ';' | '\t'

/** One record; `line` is the line on which it begins, from 1. */
export type DelimitedRecord = { line: number; cells: string[] }

export type DelimitedText = {
  records: DelimitedRecord[]
  /** The line of a quote that is never closed: what follows it is not read. */
  openQuoteLine: number | undefined
}

type Cursor = { text: string; at: number; line: number }

/**
 * Reads separated values: RFC 4180 with any separator and CRLF, LF or CR, mixed too. A quote inside an unquoted cell is
 * a letter like any other. Empty lines are left out unless they are kept, as rows of one empty cell.
 */
export function parseDelimited(
  text: string,
  delimiter: Delimiter,
  { keepEmptyLines = false } = {},
): DelimitedText {
  const cursor: Cursor = { text, at: 0, line: 1 }
  const records: DelimitedRecord[] = []
  while (cursor.at < text.length) {
    const { line } = cursor
    const cells = readRecord(cursor, delimiter)
    if (cells.kind === 'open-quote') return { records, openQuoteLine: cells.line }
    const isEmpty = cells.cells.length === 1 && cells.cells[0] === ''
    if (keepEmptyLines || !isEmpty) records.push({ line, cells: cells.cells })
  }
  return { records, openQuoteLine: undefined }
}

function readRecord(
  cursor: Cursor,
  delimiter: Delimiter,
): { kind: 'cells'; cells: string[] } | { kind: 'open-quote'; line: number } {
  const cells: string[] = []
  while (true) {
    const quoteLine = cursor.line
    const quoted = cursor.text.charAt(cursor.at) === '"' ? readQuoted(cursor) : ''
    if (quoted === undefined) return { kind: 'open-quote', line: quoteLine }
    cells.push(quoted + readPlain(cursor, delimiter))
    if (cursor.text.charAt(cursor.at) !== delimiter) break
    cursor.at += 1
  }
  passLineEnd(cursor)
  return { kind: 'cells', cells }
}

/** The cell after its opening quote, up to the closing one; `undefined` when there is none. */
function readQuoted(cursor: Cursor): string | undefined {
  const { text } = cursor
  const parts: string[] = []
  let from = cursor.at + 1
  while (true) {
    const quote = text.indexOf('"', from)
    if (quote === -1) return undefined
    parts.push(text.slice(from, quote))
    from = quote + 1
    if (text.charAt(from) !== '"') break
    parts.push('"')
    from += 1
  }
  const inside = text.slice(cursor.at, from)
  cursor.line += inside.match(/\r\n?|\n/g)?.length ?? 0
  cursor.at = from
  return parts.join('')
}

function readPlain(cursor: Cursor, delimiter: Delimiter): string {
  const from = cursor.at
  while (cursor.at < cursor.text.length) {
    const sign = cursor.text.charAt(cursor.at)
    if (sign === delimiter || sign === '\n' || sign === '\r') break
    cursor.at += 1
  }
  return cursor.text.slice(from, cursor.at)
}

function passLineEnd(cursor: Cursor): void {
  if (cursor.at >= cursor.text.length) return
  cursor.at += cursor.text.startsWith('\r\n', cursor.at) ? 2 : 1
  cursor.line += 1
}

/** Cells with a separator of any kind, a quote, a line break or space at an end are quoted. Ends with a line break. */
export function writeDelimited(
  rows: readonly (readonly string[])[],
  { delimiter, lineEnd }: { delimiter: Delimiter; lineEnd: '\r\n' | '\n' },
): string {
  const lines = rows.map((cells) => {
    const line = cells.map(quoteCell).join(delimiter)
    // An empty line would be no record.
    return line === '' ? '""' : line
  })
  return lines.map((line) => line + lineEnd).join('')
}

function quoteCell(cell: string): string {
  return /[",;\t\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
