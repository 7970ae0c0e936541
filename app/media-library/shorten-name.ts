const MAX_SIGNS = 38
const TAIL_SIGNS = 16

/** A long name without its middle: its beginning says what it is, its end (number, date, extension) which one. */
export function shortenName(name: string): string {
  // By what a reader takes for a sign: no letter is torn from its accents.
  const signs = [...new Intl.Segmenter().segment(name)].map(({ segment }) => segment)
  if (signs.length <= MAX_SIGNS) return name
  const head = signs
    .slice(0, MAX_SIGNS - TAIL_SIGNS - 1)
    .join('')
    .trimEnd()
  return `${head}…${signs.slice(-TAIL_SIGNS).join('')}`
}
