/**
 * JSON with the place of every value in its text, so that a file can be changed in one place and stay as it is in all
 * others; `JSON.parse` keeps neither places nor the order of keys such as "1".
 */
export type JsonNode = { start: number; end: number } & (
  | { kind: 'object'; members: readonly JsonMember[] }
  | { kind: 'array'; items: readonly JsonNode[] }
  | { kind: 'scalar'; value: string | number | boolean | null }
)
export type JsonMember = { key: string; keyStart: number; keyEnd: number; value: JsonNode }

export type JsonTree = { kind: 'ok'; root: JsonNode } | { kind: 'broken'; at: number; message: string }

const mostLevels = 64

class BrokenJson extends Error {
  readonly at: number
  constructor(at: number, message: string) {
    super(message)
    this.at = at
  }
}

type Cursor = { text: string; at: number; level: number }

export function parseJsonTree(text: string): JsonTree {
  const cursor: Cursor = { text, at: 0, level: 0 }
  try {
    const root = readValue(cursor)
    passSpace(cursor)
    if (cursor.at < text.length) throw new BrokenJson(cursor.at, 'Something follows the end of the JSON.')
    return { kind: 'ok', root }
  } catch (error) {
    if (error instanceof BrokenJson) return { kind: 'broken', at: error.at, message: error.message }
    throw error
  }
}

function readValue(cursor: Cursor): JsonNode {
  passSpace(cursor)
  const sign = cursor.text.charAt(cursor.at)
  if (sign !== '{' && sign !== '[') return readScalar(cursor)
  cursor.level += 1
  if (cursor.level > mostLevels) throw new BrokenJson(cursor.at, 'The JSON is nested too deeply.')
  const node = sign === '{' ? readObject(cursor) : readArray(cursor)
  cursor.level -= 1
  return node
}

function readObject(cursor: Cursor): JsonNode {
  const start = cursor.at
  const members: JsonMember[] = []
  readItems(cursor, '}', () => {
    const keyStart = cursor.at
    const key = readScalar(cursor)
    if (key.kind !== 'scalar' || typeof key.value !== 'string') {
      throw new BrokenJson(keyStart, 'A name in quotation marks is expected here.')
    }
    passSpace(cursor)
    if (cursor.text.charAt(cursor.at) !== ':') throw new BrokenJson(cursor.at, 'A colon is expected here.')
    cursor.at += 1
    members.push({ key: key.value, keyStart, keyEnd: key.end, value: readValue(cursor) })
  })
  return { kind: 'object', start, end: cursor.at, members }
}

function readArray(cursor: Cursor): JsonNode {
  const start = cursor.at
  const items: JsonNode[] = []
  readItems(cursor, ']', () => {
    items.push(readValue(cursor))
  })
  return { kind: 'array', start, end: cursor.at, items }
}

function readItems(cursor: Cursor, closing: '}' | ']', readItem: () => void): void {
  cursor.at += 1
  passSpace(cursor)
  if (cursor.text.charAt(cursor.at) === closing) {
    cursor.at += 1
    return
  }
  while (true) {
    passSpace(cursor)
    readItem()
    passSpace(cursor)
    const sign = cursor.text.charAt(cursor.at)
    if (sign !== ',' && sign !== closing) {
      throw new BrokenJson(cursor.at, `A comma or “${closing}” is expected here.`)
    }
    cursor.at += 1
    if (sign === closing) return
  }
}

const scalarPattern = /"(?:[^"\\\n]|\\[^\n])*"|-?\d[\d.eE+-]*|true|false|null/y

function readScalar(cursor: Cursor): JsonNode {
  scalarPattern.lastIndex = cursor.at
  const source = scalarPattern.exec(cursor.text)?.[0]
  if (source === undefined) throw new BrokenJson(cursor.at, 'A value is expected here.')
  const start = cursor.at
  cursor.at += source.length
  try {
    const value = JSON.parse(source) as string | number | boolean | null
    return { kind: 'scalar', start, end: cursor.at, value }
  } catch (error) {
    if (error instanceof SyntaxError) throw new BrokenJson(start, 'This value is not valid JSON.')
    throw error
  }
}

function passSpace(cursor: Cursor): void {
  while (' \t\r\n'.includes(cursor.text.charAt(cursor.at)) && cursor.at < cursor.text.length) cursor.at += 1
}

export function findMember(node: JsonNode | undefined, key: string): JsonNode | undefined {
  return node?.kind === 'object' ? node.members.find((member) => member.key === key)?.value : undefined
}

export function findString(node: JsonNode | undefined, key: string): string | undefined {
  const value = findMember(node, key)
  return value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : undefined
}

export const listMembers = (node: JsonNode | undefined): readonly JsonMember[] =>
  node?.kind === 'object' ? node.members : []
