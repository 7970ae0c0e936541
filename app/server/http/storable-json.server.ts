import type { ApiIssue } from './api-errors.server.ts'

/**
 * What parsed JSON may hold but jsonb cannot keep, or keeps changed: NUL, lone surrogates, numbers beyond float64;
 * and nesting beyond the limit. Returns at most one issue, the first found.
 */
export function findStorageIssues(root: unknown, maxDepth: number): ApiIssue[] {
  const found = visit(root, maxDepth)
  if (found === undefined) return []
  const path = found.isDepth ? [] : found.path.reverse()
  return [{ path, message: found.isDepth ? `more than ${maxDepth} levels deep` : found.message }]
}

/** `path`: the innermost key first. Made only where something was found: a document has hundreds of thousands of values. */
type Found = { path: PropertyKey[]; message: string; isDepth?: true }

function visit(value: unknown, levelsLeft: number): Found | undefined {
  if (typeof value === 'string') return findTextIssue(value)
  if (typeof value === 'number') {
    return Number.isFinite(value) ? undefined : { path: [], message: 'the number is too large' }
  }
  if (typeof value !== 'object' || value === null) return undefined
  if (levelsLeft <= 0) return { path: [], message: '', isDepth: true }
  return Array.isArray(value) ? visitItems(value, levelsLeft) : visitMembers(value, levelsLeft)
}

function visitItems(items: readonly unknown[], levelsLeft: number): Found | undefined {
  for (let index = 0; index < items.length; index += 1) {
    const found = visit(items[index], levelsLeft - 1)
    if (found) return below(String(index), found)
  }
  return undefined
}

function visitMembers(members: object, levelsLeft: number): Found | undefined {
  for (const key of Object.keys(members)) {
    if (key === '__proto__') return { path: [], message: 'the name "__proto__" is not allowed' }
    const keyIssue = findTextIssue(key)
    if (keyIssue) return keyIssue
    const found = visit((members as Record<string, unknown>)[key], levelsLeft - 1)
    if (found) return below(key, found)
  }
  return undefined
}

function below(key: string, found: Found): Found {
  found.path.push(key)
  return found
}

function findTextIssue(text: string): Found | undefined {
  if (text.includes('\0')) return { path: [], message: 'the text holds a NUL character' }
  if (/\p{Surrogate}/u.test(text)) return { path: [], message: 'the text holds half a character' }
  return undefined
}
