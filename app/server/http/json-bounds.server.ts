export type JsonBounds = {
  maxDepth: number
  /** Members of objects, items of lists and the lists and objects themselves: each costs memory and every check after. */
  maxValues: number
}

const QUOTE = 0x22
const COMMA = 0x2c
const BACKSLASH = 0x5c
const OPEN_LIST = 0x5b
const CLOSE_LIST = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

/**
 * The bound that the JSON in `bytes` (UTF-8) exceeds, without parsing it: a few megabytes of brackets or of `[],` take
 * JSON.parse, and every later pass over the result, many seconds. One pass, no memory. For invalid JSON the result is
 * arbitrary; the parser rejects it.
 */
export function findJsonExcess(
  bytes: Uint8Array,
  { maxDepth, maxValues }: JsonBounds,
): 'depth' | 'values' | undefined {
  let depth = 0
  let values = 0
  for (let at = 0; at < bytes.length; at += 1) {
    switch (bytes[at]) {
      case QUOTE:
        at = findStringEnd(bytes, at + 1)
        break
      case COMMA:
        values += 1
        if (values > maxValues) return 'values'
        break
      case OPEN_LIST:
      case OPEN_OBJECT:
        depth += 1
        values += 1
        if (depth > maxDepth) return 'depth'
        if (values > maxValues) return 'values'
        break
      case CLOSE_LIST:
      case CLOSE_OBJECT:
        depth -= 1
        break
    }
  }
  return undefined
}

/** The place of the closing quote, or the end of the text. */
function findStringEnd(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1
  return at
}
