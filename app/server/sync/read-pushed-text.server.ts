import { isJsonObject } from '#app/document/changes/apply-change.ts'
import type { Json } from '#app/document/changes/change.ts'
import { findJsonExcess } from '../http/json-bounds.server.ts'
import { findStorageIssues } from '../http/storable-json.server.ts'
import type { DocumentLimits, Refusal } from './check-document.server.ts'

/** `isCanonical`: it is known to be; else it may be all the same. */
export type PushedText =
  | { kind: 'ok'; name: string; data: Record<string, Json>; isCanonical: boolean }
  | ({ kind: 'refused' } & Refusal)

/** Escapes of NUL and of lone surrogates, and a name that reaches the prototype: searched in the text, once. */
const suspicious = /\\u(?:0000|d[89a-f])|__proto__|\\u005f/i

/** Reads a pushed canonical text, once; values that jsonb and JSON cannot store are rejected as in any other push. */
export function readPushedText(text: string, limits: DocumentLimits): PushedText {
  const excess = findExcess(text, limits)
  if (excess !== undefined) return excess
  if (/\p{Surrogate}/u.test(text)) return refuse('the text holds half a character')
  const value = parse(text)
  if (!isJsonObject(value) || typeof value.name !== 'string' || !isJsonObject(value.data)) {
    return refuse('its text is not JSON of a name and data')
  }
  const { name, data, ...others } = value
  if (Object.keys(others).length > 0) return refuse('its text holds more than a name and data')
  // The text and its data are the first two levels, as a PUT's body and data are.
  const levels = limits.projectMaxDepth
  if (!suspicious.test(text) && isSorted(value, levels) && JSON.stringify(value) === text) {
    return { kind: 'ok', name, data: data as Record<string, Json>, isCanonical: true }
  }
  const [issue] = findStorageIssues(value, levels)
  if (issue) return refuse(issue.message)
  return { kind: 'ok', name, data: data as Record<string, Json>, isCanonical: false }
}

/** How long, how deep and how many values is known before it is parsed, as of the request around it. */
function findExcess(text: string, limits: DocumentLimits): PushedText | undefined {
  const { projectMaxBytes, projectMaxDepth: maxDepth, jsonMaxValues: maxValues = Infinity } = limits
  const bytes = Buffer.from(text)
  if (bytes.byteLength > projectMaxBytes) {
    const message = `The project is larger than the ${projectMaxBytes} bytes that the server takes.`
    return { kind: 'refused', code: 'too_large', message }
  }
  const excess = findJsonExcess(bytes, { maxDepth, maxValues })
  if (excess === 'depth') return refuse(`more than ${maxDepth} levels deep`)
  if (excess === undefined) return undefined
  const message = `The project holds more than ${maxValues} values and was not stored.`
  return { kind: 'refused', code: 'too_large', message }
}

const refuse = (message: string): PushedText => ({
  kind: 'refused',
  code: 'invalid',
  message: `The project cannot be stored: ${message}.`,
})

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Whether the members of every object stand in the order of RFC 8785, within so many levels. */
function isSorted(value: Json, levelsLeft: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (levelsLeft === 0) return false
  if (Array.isArray(value)) {
    for (const item of value) if (!isSorted(item, levelsLeft - 1)) return false
    return true
  }
  let before = ''
  for (const key in value) {
    if (key < before || !isSorted((value as Record<string, Json>)[key] as Json, levelsLeft - 1)) return false
    before = key
  }
  return true
}
