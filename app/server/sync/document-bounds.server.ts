import { isJsonObject } from '#app/document/changes/apply-change.ts'
import { measureJson } from './stored-document.server.ts'

/** The view is a few ids; it is not content and counts for no size, but is in every answer that has the project. */
const VIEW_MAX_BYTES = 2_000

/** Limits of a whole document besides its schema; the sentence is for the user who made the edit. */
export function findBoundsIssue(data: object, maxKeys: number): string | undefined {
  const path = findWideMap(data, maxKeys)
  return path === undefined ? findViewIssue(data) : describeWideMap(path, maxKeys)
}

function findViewIssue(data: { view?: unknown }): string | undefined {
  if (data.view === undefined || measureJson(data.view) <= VIEW_MAX_BYTES) return undefined
  return `The view of the project is longer than ${VIEW_MAX_BYTES} bytes.`
}

/** Where a map inside `value` has more than `maxKeys` members; `undefined`: nowhere. Every op on such a map copies it. */
export function findWideMap(value: unknown, maxKeys: number): string | undefined {
  const found = visit(value, maxKeys)
  return found?.reverse().join('.')
}

/** The path to it, the innermost key first. */
function visit(value: unknown, maxKeys: number): string[] | undefined {
  if (!isJsonObject(value)) return undefined
  const keys = Object.keys(value)
  if (keys.length > maxKeys) return []
  for (const key of keys) {
    const found = visit(value[key], maxKeys)
    if (found === undefined) continue
    found.push(key)
    return found
  }
  return undefined
}

export const describeWideMap = (path: string, maxKeys: number): string =>
  `The project has more than ${maxKeys} entries in one place (${path || 'project'}).`
