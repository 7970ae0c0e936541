import { type FileProblem, shortenLine } from './caption-file.ts'
import { repairText } from './text-encoding.ts'

export type StringsEntry = { key: string; value: string; line: number }
export type StringsFile = { entries: StringsEntry[]; problems: FileProblem[] }

const lineBreak = /\r\n?|\n/
const commentedSpace = /(?:\s|\/\/[^\r\n]*|\/\*[\s\S]*?\*\/)+/y
/** Behind the last end of a comment: looking for one again would read the rest of the file for every line. */
const uncommentedSpace = /(?:\s|\/\/[^\r\n]*)+/y
const quoted = /"((?:[^"\\]|\\[\s\S])*)"|'((?:[^'\\]|\\[\s\S])*)'/y
const bare = /[\w.$/:-]+/y

type Cursor = { text: string; at: number; lastCommentEnd: number }

/**
 * Apple's `.strings`: `"key" = "value";` with comments and escapes; keys without quotation marks and `"key";` are read
 * as well. A broken entry is named and reading goes on at the next line that begins one.
 */
export function readStrings(path: string, text: string): StringsFile {
  const entries: StringsEntry[] = []
  const problems: FileProblem[] = []
  const refusal = refuseContainer(text)
  if (refusal !== undefined) return { entries, problems: [{ path, message: refusal }] }
  const cursor: Cursor = { text, at: 0, lastCommentEnd: text.lastIndexOf('*/') }
  const lines = text.split(lineBreak)
  let counted = { at: 0, line: 1 }
  while (true) {
    passSpace(cursor)
    if (cursor.at >= text.length) break
    const start = cursor.at
    counted = countLines(text, counted, start)
    const { line } = counted
    const entry = readEntry(cursor)
    if (typeof entry !== 'string') entries.push({ ...entry, line })
    else {
      problems.push({ path, line, text: shortenLine(lines[line - 1] ?? ''), message: entry })
      cursor.at = findNextLine(text, start)
    }
  }
  return { entries, problems }
}

function refuseContainer(text: string): string | undefined {
  const isCompiled = text.startsWith('bplist') || /^\s*<\?xml/.test(text)
  if (!isCompiled) return undefined
  return 'This is a property list, not text. Take the .strings file of the source code, or convert it with “plutil -convert strings”.'
}

/** The entry at the cursor, or why it is none. */
function readEntry(cursor: Cursor): { key: string; value: string } | string {
  const key = readToken(cursor)
  if (key === undefined) {
    return cursor.text.startsWith('/*', cursor.at)
      ? 'This comment is never closed.'
      : 'An entry must begin with a key: "key" = "value";'
  }
  passSpace(cursor)
  if (cursor.text.charAt(cursor.at) === ';') {
    cursor.at += 1
    return { key, value: key }
  }
  if (cursor.text.charAt(cursor.at) !== '=') return 'After the key there is no “=”.'
  cursor.at += 1
  passSpace(cursor)
  const value = readToken(cursor)
  if (value === undefined) return 'After “=” there is no text in quotation marks, or they are not closed.'
  passSpace(cursor)
  if (cursor.text.charAt(cursor.at) !== ';') {
    return 'The “;” at the end is missing, or a quotation mark inside the text is not written \\".'
  }
  cursor.at += 1
  return { key, value }
}

function readToken(cursor: Cursor): string | undefined {
  const found = match(cursor, quoted)
  if (found !== undefined) return repairText(resolveEscapes(found[1] ?? found[2] ?? ''))
  return match(cursor, bare)?.[0]
}

function passSpace(cursor: Cursor): void {
  match(cursor, cursor.at < cursor.lastCommentEnd ? commentedSpace : uncommentedSpace)
}

function match(cursor: Cursor, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = cursor.at
  const found = pattern.exec(cursor.text) ?? undefined
  if (found !== undefined) cursor.at += found[0].length
  return found
}

/** A broken entry may have swallowed good ones: reading goes on right behind its first line. */
function findNextLine(text: string, from: number): number {
  const rest = text.slice(from).search(/[\r\n]/)
  return rest === -1 ? text.length : from + rest
}

/** Goes on from a place whose line is known. */
const countLines = (text: string, from: { at: number; line: number }, at: number) => ({
  at,
  line: from.line + text.slice(from.at, at).split(lineBreak).length - 1,
})

const letters: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  f: '\f',
  b: '\b',
  a: '\x07',
  v: '\v',
}

function resolveEscapes(source: string): string {
  return source.replaceAll(/\\(?:[uU][0-9a-fA-F]{4}|[0-7]{1,3}|\r\n|[\s\S])/g, (sequence) => {
    const code = sequence.slice(1)
    if (/^[uU]./.test(code)) return String.fromCharCode(Number.parseInt(code.slice(1), 16))
    if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8))
    return letters[code] ?? code
  })
}

export type StringsLine = { key: string; value: string; comment?: string }

export function writeStrings(lines: readonly StringsLine[]): string {
  return lines
    .map(({ key, value, comment }) => {
      const entry = `${quote(key)} = ${quote(value)};\n`
      return comment === undefined ? entry : `/* ${comment.replaceAll('*/', '* /')} */\n${entry}\n`
    })
    .join('')
}

function quote(text: string): string {
  const escaped = text
    .replaceAll(/[\\"]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
  return `"${escaped}"`
}
