import { CliError } from './cli-error.ts'

/**
 * The known names for the given ones, whatever their case. One that is unknown is answered with the near ones.
 *
 * @throws CliError
 */
export function resolveNames(kind: string, given: readonly string[], known: readonly string[]): string[] {
  return given.map((name) => {
    const found = known.find((one) => one.toLowerCase() === name.toLowerCase())
    if (found !== undefined) return found
    throw new CliError(describeUnknown(kind, name, known))
  })
}

function describeUnknown(kind: string, name: string, known: readonly string[]): string {
  const near = suggestNames(name, known)
  const help =
    near.length > 0
      ? `Did you mean ${near.map((one) => `“${one}”`).join(' or ')}?`
      : `There are: ${known.join(', ') || 'none'}.`
  return `There is no ${kind} “${name}”. ${help}`
}

/** The known names that one may have meant, the nearest first; at most three. */
export function suggestNames(name: string, known: readonly string[]): string[] {
  const wanted = simplify(name)
  return known
    .map((one) => ({ one, distance: measureDistance(wanted, simplify(one)) }))
    .filter(
      ({ one, distance }) =>
        distance <= Math.max(1, Math.floor(wanted.length / 3)) || isPart(wanted, simplify(one)),
    )
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ one }) => one)
}

const simplify = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')

const isPart = (wanted: string, one: string): boolean =>
  (wanted.length > 1 && (one.startsWith(wanted) || wanted.startsWith(one))) ||
  (wanted.length > 3 && one.endsWith(wanted))

/** Levenshtein: insertions, removals and replacements of characters. */
function measureDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, replaced))
    }
    row = next
  }
  return row[b.length] ?? 0
}
