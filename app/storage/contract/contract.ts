/**
 * A contract is a list of cases without a test framework, so that the same cases run in Node, in memory and in a page
 * of a real browser.
 */
export type ContractCase<Store> = {
  title: string
  run(open: () => Promise<Store>): Promise<void>
}

/** Deep equality over plain data; fields that are undefined count as absent, order of keys does not count. */
export function assertEqual(actual: unknown, expected: unknown, what = 'value'): void {
  const [left, right] = [canonicalise(actual), canonicalise(expected)]
  if (left !== right) throw new Error(`${what}: expected ${right}, got ${left}`)
}

export function assertTrue(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(`expected: ${what}`)
}

export async function assertRejects(work: Promise<unknown>, errorName: string): Promise<void> {
  const outcome = await work.then(
    () => 'no error',
    (error: unknown) => (error instanceof Error ? error.name : String(error)),
  )
  assertEqual(outcome, errorName, 'rejection')
}

function canonicalise(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner: unknown) =>
      typeof inner === 'object' && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    ) ?? 'undefined'
  )
}
