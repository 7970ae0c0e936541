import { type Bounds, type Box, boundsOf, overlap } from './box.ts'

/** A click selects one element; with Shift it adds or removes it. */
export function planClickSelection<Id extends string>(
  current: readonly Id[],
  clicked: Id,
  additive: boolean,
): readonly Id[] {
  if (!additive) return current.length === 1 && current[0] === clicked ? current : [clicked]
  return current.includes(clicked) ? current.filter((id) => id !== clicked) : [...current, clicked]
}

/** A marquee selects everything it touches; with Shift added to the selection. */
export function planMarqueeSelection<Id extends string>(
  elements: ReadonlyArray<{ id: Id; box: Box }>,
  marquee: Bounds,
  kept: readonly Id[],
): readonly Id[] {
  const touched = elements.filter(({ box }) => overlap(boundsOf(box), marquee)).map(({ id }) => id)
  return [...kept, ...touched.filter((id) => !kept.includes(id))]
}
