const namedAtMost = 3

/** `“a.png”, “b.png”, “c.png” and 4 more`: for a sentence about several files. */
export function listNames(names: readonly string[]): string {
  const named = names.slice(0, namedAtMost).map((name) => `“${name}”`)
  const rest = names.length - named.length
  const last = rest > 0 ? `${rest} more` : named.pop()
  return named.length > 0 ? `${named.join(', ')} and ${last}` : `${last}`
}
