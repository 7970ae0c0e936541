/** Files and folders that systems leave in directories and archives; never imported. */
const leftovers = /(^|\/)(\.[^/]*|Thumbs\.db|desktop\.ini|__MACOSX|@eaDir)(\/|$)/i

/** True for `.DS_Store`, `__MACOSX/…` and the like, at any depth. */
export const isLeftover = (path: string): boolean => leftovers.test(path)

const names = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** Folder by folder in natural order: 2 before 10, whatever order a system lists them in. */
export function comparePaths(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')]
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const order = names.compare(left[index] ?? '', right[index] ?? '')
    if (order !== 0) return order
  }
  return left.length - right.length || (a < b ? -1 : a > b ? 1 : 0)
}

export function sortByPath<Item extends { path: string }>(items: readonly Item[]): Item[] {
  return items.toSorted((a, b) => comparePaths(a.path, b.path))
}
