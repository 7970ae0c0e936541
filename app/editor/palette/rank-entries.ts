export type Searchable = {
  readonly label: string
  readonly group: string
  readonly detail?: string | undefined
}

/**
 * The entries that contain every word of the query, the best first: whose label begins with it, then with a word that
 * does, then others; entries of equal rank keep their order. Accents and case do not count.
 */
export function rankEntries<Entry extends Searchable>(
  entries: readonly Entry[],
  query: string,
  limit: number,
): readonly Entry[] {
  const words = simplify(query).split(/\s+/).filter(Boolean)
  if (words.length === 0) return entries.slice(0, limit)
  return entries
    .flatMap((entry, at) => {
      const rank = rankEntry(entry, words)
      return rank === undefined ? [] : [{ entry, rank, at }]
    })
    .sort((a, b) => a.rank - b.rank || a.at - b.at)
    .slice(0, limit)
    .map(({ entry }) => entry)
}

function rankEntry({ label, group, detail = '' }: Searchable, words: readonly string[]): number | undefined {
  const plain = simplify(label)
  const rest = simplify(`${group} ${detail}`)
  let rank = 0
  for (const word of words) {
    if (plain.startsWith(word)) continue
    if (startsWord(plain, word)) rank += 1
    else if (plain.includes(word)) rank += 2
    else if (rest.includes(word)) rank += 3
    else return undefined
  }
  return rank
}

const startsWord = (text: string, word: string) =>
  text.split(/[^\p{L}\p{N}]+/u).some((each) => each.startsWith(word))

const simplify = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim()
