/**
 * For each tag the one of the known tags that means the same language: equal but for case and `_`, else by the likely
 * script and region (`de` and `de-DE`, `zh_CN` and `zh-Hans`), else the only one of the language when one of both has no
 * region. Each known tag is given once, to the closest.
 */
export function matchLocales<Tag extends string>(
  tags: readonly string[],
  known: readonly Tag[],
): ReadonlyMap<string, Tag> {
  const matched = new Map<string, Tag>()
  const free = new Set(known)
  for (const isSame of [isEqual, isLikely, isOnlyByRegion]) {
    for (const tag of tags) {
      if (matched.has(tag)) continue
      const found = [...free].filter((candidate) => isSame(tag, candidate))
      const [first] = found
      if (first === undefined || (isSame === isOnlyByRegion && found.length > 1)) continue
      matched.set(tag, first)
      free.delete(first)
    }
  }
  return matched
}

const normalise = (tag: string) => tag.replaceAll('_', '-').toLowerCase()

const isEqual = (a: string, b: string) => normalise(a) === normalise(b)

function isLikely(a: string, b: string): boolean {
  const full = parse(a)?.full
  return full !== undefined && full === parse(b)?.full
}

function isOnlyByRegion(a: string, b: string): boolean {
  const [first, second] = [parse(a), parse(b)]
  if (first === undefined || second === undefined || (first.hasRegion && second.hasRegion)) return false
  return first.language === second.language && first.script === second.script
}

function parse(tag: string) {
  try {
    const locale = new Intl.Locale(tag.replaceAll('_', '-'))
    const { language, script, baseName } = locale.maximize()
    return { full: baseName, language, script, hasRegion: locale.region !== undefined }
  } catch (error) {
    // Not a language tag.
    if (error instanceof RangeError) return undefined
    throw error
  }
}
