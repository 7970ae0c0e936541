/**
 * Spreadsheets run a cell that begins with one of these, full-width forms included (OWASP, CSV Injection, 2025-10). An
 * apostrophe in front makes it text; a text that has such apostrophes itself gets one more, so that reading is exact.
 */
const formulaStart = /^'*[=+\-@\t\r\n＝＋－＠]/

export const guardFormula = (text: string) => (formulaStart.test(text) ? `'${text}` : text)

export const unguardFormula = (cell: string) =>
  cell.startsWith("'") && formulaStart.test(cell) ? cell.slice(1) : cell
