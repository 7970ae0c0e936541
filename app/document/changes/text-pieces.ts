/** One stretch of three texts between the same neighbours, as lists of words. */
export type TextPiece = { base: readonly string[]; earlier: readonly string[]; later: readonly string[] }

/**
 * Cuts three versions of a text at the words that occur once in each and in the same order: the stretches between two
 * such words merge independently, so the cost follows the changes and not the square of the text. Joined again, the
 * pieces are the texts. Takes n log n steps.
 */
export function cutIntoPieces(whole: TextPiece): readonly TextPiece[] {
  const head = countEqual(whole, (words, index) => words[index])
  const rest = slice(whole, { base: head, earlier: head, later: head }, ends(whole))
  const tail = countEqual(rest, (words, index) => words[words.length - 1 - index])
  const { length } = rest.base
  const middle = slice(rest, starts, {
    base: length - tail,
    earlier: rest.earlier.length - tail,
    later: rest.later.length - tail,
  })
  const same = (words: readonly string[]): TextPiece => ({ base: words, earlier: words, later: words })
  return [
    same(whole.base.slice(0, head)),
    ...cutAtAnchors(middle),
    same(whole.base.slice(whole.base.length - tail)),
  ].filter((piece) => piece.base.length + piece.earlier.length + piece.later.length > 0)
}

type Place = { base: number; earlier: number; later: number }

const starts: Place = { base: 0, earlier: 0, later: 0 }
const ends = ({ base, earlier, later }: TextPiece): Place => ({
  base: base.length,
  earlier: earlier.length,
  later: later.length,
})
const slice = ({ base, earlier, later }: TextPiece, from: Place, to: Place): TextPiece => ({
  base: base.slice(from.base, to.base),
  earlier: earlier.slice(from.earlier, to.earlier),
  later: later.slice(from.later, to.later),
})

function countEqual(
  { base, earlier, later }: TextPiece,
  at: (words: readonly string[], index: number) => string | undefined,
): number {
  const shortest = Math.min(base.length, earlier.length, later.length)
  let count = 0
  while (count < shortest) {
    const word = at(base, count)
    if (word !== at(earlier, count) || word !== at(later, count)) break
    count += 1
  }
  return count
}

function cutAtAnchors(piece: TextPiece): readonly TextPiece[] {
  const pieces: TextPiece[] = []
  let from = starts
  for (const anchor of findAnchors(piece)) {
    pieces.push(slice(piece, from, anchor))
    const after = { base: anchor.base + 1, earlier: anchor.earlier + 1, later: anchor.later + 1 }
    pieces.push(slice(piece, anchor, after))
    from = after
  }
  return [...pieces, slice(piece, from, ends(piece))]
}

function findAnchors({ base, earlier, later }: TextPiece): readonly Place[] {
  const [inBase, inEarlier, inLater] = [findOnce(base), findOnce(earlier), findOnce(later)]
  const places: Place[] = []
  for (const [word, at] of inBase) {
    const [ofEarlier, ofLater] = [inEarlier.get(word), inLater.get(word)]
    if (at === undefined || ofEarlier === undefined || ofLater === undefined) continue
    places.push({ base: at, earlier: ofEarlier, later: ofLater })
  }
  return keepRising(
    keepRising(places, ({ earlier: at }) => at),
    ({ later: at }) => at,
  )
}

/** Positions of the words that occur once; `undefined`: more than once. In the order of the text. */
function findOnce(words: readonly string[]): ReadonlyMap<string, number | undefined> {
  const found = new Map<string, number | undefined>()
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as string
    found.set(word, found.has(word) ? undefined : at)
  }
  return found
}

/** A longest rising run, by patience sorting. */
function keepRising(places: readonly Place[], of: (place: Place) => number): readonly Place[] {
  type Link = { place: Place; before: Link | undefined }
  const piles: Link[] = []
  for (const place of places) {
    let low = 0
    let high = piles.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (of((piles[middle] as Link).place) < of(place)) low = middle + 1
      else high = middle
    }
    piles[low] = { place, before: piles[low - 1] }
  }
  const run: Place[] = []
  for (let link = piles.at(-1); link !== undefined; link = link.before) run.push(link.place)
  return run.reverse()
}
