import { cutText } from '#app/document/model/cut-text.ts'

/** A file as it was given: its path as far as it is known, and its bytes. */
export type GivenFile = { path: string; bytes: Uint8Array }

export type WrittenFile = { path: string; bytes: Uint8Array }

/** A line that could not be read. `line` counts from 1; `text` is the line itself, shortened. */
export type FileProblem = { path: string; line?: number; text?: string; message: string }

/** Something in a file that captions do not have: it is left out by name and stays in the file. */
export type SkippedEntry = { path: string; name: string; reason: string }

/** The caption a row is about: by its key, or in frameit's files by the name of a screenshot. */
export type CaptionAddress =
  | { by: 'key'; key: string }
  | { by: 'screen'; screen: string; role: 'title' | 'keyword' }

/** Texts of one caption in a file. The tags are the file's own; an empty text is an empty cell. */
export type CaptionRow = {
  path: string
  line?: number
  address: CaptionAddress
  textByTag: Readonly<Record<string, string>>
}

export type ReadCaptions = {
  rows: readonly CaptionRow[]
  problems: readonly FileProblem[]
  skipped: readonly SkippedEntry[]
  /** Files whose name does not tell their language. */
  withoutLanguage: readonly string[]
}

export const nothingRead: ReadCaptions = { rows: [], problems: [], skipped: [], withoutLanguage: [] }

export function shortenLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length > 80 ? `${cutText(line, 79)}…` : line
}
