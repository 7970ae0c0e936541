import { refuse } from './refuse.ts'

/** As many as a server takes. Deeper documents would exhaust the stack of what walks them. */
const maxDepth = 64

/** @throws ArchiveRefusedError for bytes that are not UTF-8 or not JSON, or nested too deeply. */
export function parseJson(bytes: Uint8Array, path: string): unknown {
  let text: string
  try {
    text = decodeUtf8(bytes)
  } catch (error) {
    return refuse(`“${path}” in it is not text in UTF-8.`, error)
  }
  if (findDepth(text) > maxDepth) refuse(`“${path}” in it is nested more than ${maxDepth} levels deep.`)
  try {
    return JSON.parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return refuse(`“${path}” in it is not valid JSON: ${reason}.`, error)
  }
}

/** `TextDecoder` is part of browsers, workers and Node, and not of the language. */
declare const TextDecoder: new (
  label: 'utf-8',
  options: { fatal: boolean },
) => { decode(bytes: Uint8Array): string }

const decodeUtf8 = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes)

function findDepth(text: string): number {
  let depth = 0
  let deepest = 0
  let isString = false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (isString) {
      if (code === 0x5c) at += 1
      else if (code === 0x22) isString = false
    } else if (code === 0x22) isString = true
    else if (code === 0x7b || code === 0x5b) {
      depth += 1
      deepest = Math.max(deepest, depth)
    } else if (code === 0x7d || code === 0x5d) depth -= 1
  }
  return deepest
}
