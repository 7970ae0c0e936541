import type { Background } from '../model/schema.ts'

/** The background without what other kinds had before. */
export function dropKept({ kept: _kept, ...background }: Background): Background {
  return background as Background
}

/** `next` in place of `before`, which stays with it as its kind: choosing that kind again brings it back. */
export function keepKinds(before: Background, next: Background): Background {
  const { [next.type]: _now, ...others } = before.kept ?? {}
  const kept = before.type === next.type ? others : { ...others, [before.type]: dropKept(before) }
  const plain = next.kept === undefined ? next : dropKept(next)
  return Object.keys(kept).length === 0 ? plain : ({ ...plain, kept } as Background)
}
