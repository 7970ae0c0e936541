import type { ApiIssue } from './api-errors.server.ts'

/**
 * What parsed JSON may hold but jsonb cannot keep, or keeps changed: NUL, lone surrogates, numbers beyond float64;
 * and nesting beyond the limit. Returns at most one issue, the first found.
 */
export function findStorageIssues(root: unknown, maxDepth: number): ApiIssue[] {
  const path: PropertyKey[] = []

  function visit(value: unknown, depth: number): ApiIssue | undefined {
    if (typeof value === 'string') return findTextIssue(value, path)
    if (typeof value === 'number') {
      return Number.isFinite(value) ? undefined : { path: [...path], message: 'the number is too large' }
    }
    if (typeof value !== 'object' || value === null) return undefined
    if (depth > maxDepth) return { path: [], message: `more than ${maxDepth} levels deep` }
    for (const [key, member] of Object.entries(value)) {
      if (key === '__proto__') return { path: [...path], message: 'the name "__proto__" is not allowed' }
      const keyIssue = findTextIssue(key, path)
      if (keyIssue) return keyIssue
      path.push(key)
      const issue = visit(member, depth + 1)
      if (issue) return issue
      path.pop()
    }
    return undefined
  }

  const issue = visit(root, 1)
  return issue ? [issue] : []
}

function findTextIssue(text: string, path: PropertyKey[]): ApiIssue | undefined {
  if (text.includes('\0')) return { path: [...path], message: 'the text holds a NUL character' }
  if (/\p{Surrogate}/u.test(text)) return { path: [...path], message: 'the text holds half a character' }
  return undefined
}
