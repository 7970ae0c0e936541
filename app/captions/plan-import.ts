import { longestCaption } from '#app/document/edits/set-content.ts'
import { cutText } from '#app/document/model/cut-text.ts'
import type { Locale } from '#app/document/model/ids.ts'
import { matchLocales } from '#app/document/model/match-locales.ts'
import type { Project } from '#app/document/model/schema.ts'
import type { CaptionRow, FileProblem, ReadCaptions, SkippedEntry } from './caption-file.ts'
import { type Caption, getCaptionText, listCaptions, listProjectLocales } from './captions.ts'
import { findFrameitCaptions } from './frameit.ts'

export type ImportOptions = {
  /** `keep`: an empty cell changes nothing. `remove`: it removes the translation, and the source text is shown. */
  emptyCells: 'keep' | 'remove'
  /** Tags of the files that the project does not have and that are added to it. */
  addTags: readonly string[]
}

/** One text that the import changes. `before` undefined: not translated so far; `after` undefined: removed. */
export type PlannedText = {
  kind: 'new' | 'changed' | 'removed'
  caption: Caption
  locale: Locale
  before: string | undefined
  after: string | undefined
  path: string
  line?: number | undefined
}

export type UnknownLanguage = { tag: string; locale: Locale; texts: number; isAdded: boolean }

export type ImportPlan = {
  texts: readonly PlannedText[]
  /** Texts that are in the project already. */
  sameCount: number
  /** Empty cells over a text that stays. */
  keptCount: number
  addedLocales: readonly Locale[]
  unknownLanguages: readonly UnknownLanguage[]
  /** Rows that no caption of the project has. */
  unknownRows: readonly { name: string; path: string; line?: number }[]
  /** Captions of the project that the files do not name; they stay as they are. */
  absentCaptions: readonly Caption[]
  problems: readonly FileProblem[]
  skipped: readonly SkippedEntry[]
  withoutLanguage: readonly string[]
}

/** Decides what an import of these files would change; nothing is changed yet. */
export function planImport(project: Project, read: ReadCaptions, options: ImportOptions): ImportPlan {
  const captions = listCaptions(project)
  const present = listProjectLocales(project)
  const languages = planLanguages(read.rows, present, options.addTags)
  const find = createFinder(captions, { source: present[0], tagOf: languages.localeByTag })
  const wanted = new Map<string, Wanted>()
  const unknownRows: ImportPlan['unknownRows'][number][] = []
  const named = new Set<string>()
  const problems = [...read.problems]
  for (const row of read.rows) {
    const found = find(row)
    if (found.length === 0) unknownRows.push({ name: nameRow(row), ...findPlace(row) })
    for (const caption of found) {
      named.add(caption.key)
      problems.push(...collectTexts(wanted, { caption, row, localeByTag: languages.localeByTag }))
    }
  }
  const decided = [...wanted.values()].map((text) => decide(text, present[0], options.emptyCells))
  const texts = decided.flatMap((decision) => (typeof decision === 'string' ? [] : [decision]))
  return {
    texts: inProjectOrder(texts, captions, [...present, ...languages.added]),
    sameCount: decided.filter((decision) => decision === 'same').length,
    keptCount: decided.filter((decision) => decision === 'kept').length,
    addedLocales: languages.added,
    unknownLanguages: languages.unknown,
    unknownRows,
    absentCaptions: captions.filter(({ key }) => !named.has(key)),
    problems,
    skipped: read.skipped,
    withoutLanguage: read.withoutLanguage,
  }
}

function planLanguages(rows: readonly CaptionRow[], present: readonly Locale[], addTags: readonly string[]) {
  const counts = new Map<string, number>()
  for (const { textByTag } of rows) {
    for (const [tag, text] of Object.entries(textByTag)) {
      counts.set(tag, (counts.get(tag) ?? 0) + (text === '' ? 0 : 1))
    }
  }
  const localeByTag = new Map<string, Locale>(matchLocales([...counts.keys()], present))
  const unknown: UnknownLanguage[] = []
  for (const [tag, texts] of counts) {
    if (localeByTag.has(tag)) continue
    const locale = canonise(tag)
    const isAdded = addTags.includes(tag)
    unknown.push({ tag, locale, texts, isAdded })
    if (isAdded) localeByTag.set(tag, locale)
  }
  const added = [...new Set(unknown.flatMap(({ locale, isAdded }) => (isAdded ? [locale] : [])))]
  return { localeByTag, unknown, added }
}

function canonise(tag: string): Locale {
  const written = tag.replaceAll('_', '-')
  try {
    return (Intl.getCanonicalLocales(written)[0] ?? written) as Locale
  } catch (error) {
    if (error instanceof RangeError) return written as Locale
    throw error
  }
}

type FinderOptions = { source: Locale | undefined; tagOf: ReadonlyMap<string, Locale> }

/** By key; a row without a known key by its source text, where it is exactly a caption's. */
function createFinder(captions: readonly Caption[], { source, tagOf }: FinderOptions) {
  const byKey = new Map<string, Caption>()
  const bySource = new Map<string, Caption[]>()
  for (const caption of captions.toReversed()) byKey.set(caption.elementId, caption)
  for (const caption of captions) {
    byKey.set(caption.key, caption)
    const text = source === undefined ? undefined : getCaptionText(caption, source)
    if (text !== undefined && text !== '') bySource.set(text, [...(bySource.get(text) ?? []), caption])
  }
  return ({ address, textByTag }: CaptionRow): readonly Caption[] => {
    if (address.by === 'screen') return findFrameitCaptions(captions, address)
    const found = byKey.get(address.key)
    if (found !== undefined) return [found]
    const written = Object.entries(textByTag).find(
      ([tag]) => source !== undefined && tagOf.get(tag) === source,
    )
    return bySource.get(address.key) ?? bySource.get(written?.[1] ?? '') ?? []
  }
}

type Wanted = { caption: Caption; locale: Locale; text: string; row: CaptionRow }

/** Adds the row's texts; a text that the files have twice, and differently, is named. */
function collectTexts(
  wanted: Map<string, Wanted>,
  {
    caption,
    row,
    localeByTag,
  }: { caption: Caption; row: CaptionRow; localeByTag: ReadonlyMap<string, Locale> },
): FileProblem[] {
  const problems: FileProblem[] = []
  const place = findPlace(row)
  for (const [tag, text] of Object.entries(row.textByTag)) {
    const locale = localeByTag.get(tag)
    if (locale === undefined) continue
    if (text.length > longestCaption) {
      problems.push({
        ...place,
        text: `${cutText(text, 60)}…`,
        message: 'The text is longer than 10,000 characters; it is left out.',
      })
      continue
    }
    const id = JSON.stringify([caption.key, locale])
    const earlier = wanted.get(id)
    if (earlier !== undefined && earlier.text !== text && earlier.text !== '' && text !== '') {
      const message = `The same caption occurs before in ${tag} with another text; this one is taken.`
      problems.push({ ...place, text, message })
    }
    if (earlier === undefined || text !== '') wanted.set(id, { caption, locale, text, row })
  }
  return problems
}

function decide(
  { caption, locale, text, row }: Wanted,
  source: Locale | undefined,
  emptyCells: ImportOptions['emptyCells'],
) {
  const before = getCaptionText(caption, locale)
  if (text === '' && before === undefined) return 'none'
  if (before === text) return 'same'
  if (normaliseLineEnds(before) === text) return 'same'
  const place = { caption, locale, before, path: row.path, line: row.line }
  if (text !== '')
    return { ...place, kind: before === undefined ? 'new' : 'changed', after: text } satisfies PlannedText
  // Without the source text every language would be empty.
  if (emptyCells === 'keep' || locale === source) return 'kept'
  return { ...place, kind: 'removed', after: undefined } satisfies PlannedText
}

const normaliseLineEnds = (text: string | undefined) => text?.replaceAll(/\r\n?/g, '\n')

function inProjectOrder(
  texts: readonly PlannedText[],
  captions: readonly Caption[],
  locales: readonly Locale[],
) {
  const place = new Map(captions.map(({ key }, index) => [key, index]))
  return texts.toSorted(
    (a, b) =>
      (place.get(a.caption.key) ?? 0) - (place.get(b.caption.key) ?? 0) ||
      locales.indexOf(a.locale) - locales.indexOf(b.locale),
  )
}

/** Its key, or its first text where it has none. */
function nameRow({ address, textByTag }: CaptionRow): string {
  if (address.by === 'screen') return address.screen
  return address.key === '' ? (Object.values(textByTag).find((text) => text !== '') ?? '') : address.key
}

const findPlace = ({ path, line }: CaptionRow) => (line === undefined ? { path } : { path, line })
