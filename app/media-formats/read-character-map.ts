export type SignRange = readonly [from: number, to: number]

/** The code points a font has a glyph for, by its `cmap` table, in order. Only the formats of Unicode are read: 4, 6, 12 and 13. */
export function readCharacterMap(cmap: Uint8Array): readonly SignRange[] {
  const view = new DataView(cmap.buffer, cmap.byteOffset, cmap.byteLength)
  const signs: SignRange[] = []
  for (let index = 0; index < view.getUint16(2); index++) {
    const at = view.getUint32(4 + index * 8 + 4)
    switch (view.getUint16(at)) {
      case 4:
        signs.push(...readSegments(view, at))
        break
      case 6: {
        const first = view.getUint16(at + 6)
        const count = view.getUint16(at + 8)
        if (count > 0) signs.push([first, first + count - 1])
        break
      }
      case 12:
      case 13:
        signs.push(...readGroups(view, at))
        break
    }
  }
  return joinRanges(signs)
}

/** Format 4. Where its glyphs are listed one by one, those that are left out have number 0. */
function readSegments(view: DataView, at: number): SignRange[] {
  const count = view.getUint16(at + 6) / 2
  const ends = at + 14
  const starts = ends + count * 2 + 2
  const deltas = starts + count * 2
  const offsets = deltas + count * 2
  const signs: SignRange[] = []
  for (let segment = 0; segment < count; segment++) {
    const end = Math.min(view.getUint16(ends + segment * 2), 0xfffe)
    const start = view.getUint16(starts + segment * 2)
    const offset = view.getUint16(offsets + segment * 2)
    const delta = view.getUint16(deltas + segment * 2)
    const findGlyph = (sign: number): number => {
      if (offset === 0) return (sign + delta) & 0xffff
      const glyphAt = offsets + segment * 2 + offset + (sign - start) * 2
      return glyphAt + 2 <= view.byteLength ? view.getUint16(glyphAt) : 0
    }
    for (let sign = start; sign <= end; sign++) if (findGlyph(sign) !== 0) signs.push([sign, sign])
  }
  return signs
}

/** Formats 12 and 13: ranges as they are. */
function readGroups(view: DataView, at: number): SignRange[] {
  const count = Math.min(view.getUint32(at + 12), Math.floor((view.byteLength - at - 16) / 12))
  return Array.from({ length: count }, (_, group) => {
    const from = at + 16 + group * 12
    return [view.getUint32(from), view.getUint32(from + 4)] as const
  }).filter(([from, to]) => from <= to && to <= 0x10ffff)
}

function joinRanges(ranges: readonly SignRange[]): SignRange[] {
  const joined: [number, number][] = []
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = joined.at(-1)
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to)
    else joined.push([from, to])
  }
  return joined
}
