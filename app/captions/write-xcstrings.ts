import type { Locale } from '#app/document/model/ids.ts'
import { matchLocales } from '#app/document/model/match-locales.ts'
import { type Caption, describeCaption, getCaptionText } from './captions.ts'
import {
  findMember,
  findString,
  type JsonMember,
  type JsonNode,
  listMembers,
  parseJsonTree,
} from './json-tree.ts'
import { describeVariations } from './read-xcstrings.ts'

type TextEdit = { start: number; end: number; text: string }
/** How the file breaks and indents; `indent` empty: it is on one line. */
type Style = { indent: string; lineEnd: string; colon: string }

const xcodeStyle: Style = { indent: '  ', lineEnd: '\n', colon: ' : ' }

type Texts = {
  captions: readonly Caption[]
  /** Those to write. */
  locales: readonly Locale[]
  /** Of the project; absent: the first of those to write. */
  source?: Locale | undefined
}

export function writeXcstrings(texts: Texts): string {
  const source = texts.source ?? texts.locales[0] ?? 'en'
  const empty = `{\n  "sourceLanguage" : ${JSON.stringify(source)},\n  "strings" : {\n\n  },\n  "version" : "1.0"\n}`
  return updateXcstrings(empty, texts) ?? empty
}

/**
 * The given catalogue with the project's texts: only values that differ are replaced and missing ones added; order,
 * spacing, unknown fields and states stay, and languages keep the catalogue's tags. A value that was `new` becomes `translated`.
 * `undefined`: no catalogue.
 */
export function updateXcstrings(given: string, wanted: Texts): string | undefined {
  const tree = parseJsonTree(given)
  const strings = tree.kind === 'ok' ? findMember(tree.root, 'strings') : undefined
  if (tree.kind !== 'ok' || strings?.kind !== 'object') return undefined
  const style = detectStyle(given, strings)
  const sourceTag = findString(tree.root, 'sourceLanguage')
  const where = { given, style, sourceTag, tagOf: matchTags(strings, sourceTag, wanted.locales) }
  const { claims, unclaimed } = assignEntries(strings, wanted)
  const edits = [...claims].flatMap(([entry, texts]) => updateEntry(entry, texts, where))
  const added = unclaimed.map(
    ({ caption, texts }): Value => [caption.key, createEntry(caption, texts, where)],
  )
  return applyEdits(given, [...edits, ...insertMembers(strings, added, where)])
}

/** Over the whole catalogue: an entry that leaves a language out gets it by the tag that the others have. */
function matchTags(
  strings: JsonNode,
  sourceTag: string | undefined,
  locales: readonly Locale[],
): Where['tagOf'] {
  const written = listMembers(strings).flatMap(({ value }) =>
    listMembers(findMember(value, 'localizations')).map(({ key }) => key),
  )
  const known = new Set(sourceTag === undefined ? written : [...written, sourceTag])
  const matched = matchLocales(locales, [...known])
  return (locale) => matched.get(locale) ?? locale
}

type Captioned = { caption: Caption; texts: readonly LocalText[] }

/**
 * The texts for each entry, so that it is edited once: by key, else by source text. Captions of one source text share its
 * entry while they agree; one that is translated in another way gets an entry of its own.
 */
function assignEntries(
  strings: JsonNode,
  { captions, locales, source = locales[0] }: Texts,
): { claims: ReadonlyMap<JsonMember, readonly LocalText[]>; unclaimed: readonly Captioned[] } {
  const entryOf = new Map(
    listMembers(strings)
      .toReversed()
      .map((member) => [member.key, member]),
  )
  const all = captions.map((caption) => ({ caption, texts: listTexts(caption, locales) }))
  const claims = new Map<JsonMember, readonly LocalText[]>()
  for (const { caption, texts } of all) {
    const entry = entryOf.get(caption.key)
    if (entry !== undefined) claims.set(entry, texts)
  }
  const unclaimed = all.filter(({ caption, texts }) => {
    if (entryOf.has(caption.key)) return false
    const text = source === undefined ? undefined : getCaptionText(caption, source)
    const entry = text === undefined || text === '' ? undefined : entryOf.get(text)
    const joined = entry && joinTexts(claims.get(entry) ?? [], texts)
    if (entry === undefined || joined === undefined) return true
    claims.set(entry, joined)
    return false
  })
  return { claims, unclaimed }
}

const listTexts = (caption: Caption, locales: readonly Locale[]): readonly LocalText[] =>
  locales.flatMap((locale) => {
    const text = getCaptionText(caption, locale)
    return text === undefined ? [] : [{ locale, text }]
  })

/** `undefined`: they differ in a language. */
function joinTexts(
  known: readonly LocalText[],
  others: readonly LocalText[],
): readonly LocalText[] | undefined {
  const textOf = new Map(known.map(({ locale, text }) => [locale, text]))
  if (others.some(({ locale, text }) => (textOf.get(locale) ?? text) !== text)) return undefined
  return [...known, ...others.filter(({ locale }) => !textOf.has(locale))]
}

type LocalText = { locale: Locale; text: string }
/** A member to add: objects as pairs, so that their order is the file's. */
type Value = [key: string, value: string | Value[]]

const createLocalization = (text: string): Value[] => [
  [
    'stringUnit',
    [
      ['state', 'translated'],
      ['value', text],
    ],
  ],
]

function createEntry(caption: Caption, texts: readonly LocalText[], { tagOf }: Where): Value[] {
  return [
    ['comment', `${describeCaption(caption)}, ${caption.sizeName}`],
    ['extractionState', 'manual'],
    ['localizations', texts.map(({ locale, text }): Value => [tagOf(locale), createLocalization(text)])],
  ]
}

type Where = {
  given: string
  style: Style
  sourceTag: string | undefined
  /** The catalogue's tag of a language, or the project's for one that it does not have. */
  tagOf: (locale: Locale) => string
}

function updateEntry(entry: JsonMember, texts: readonly LocalText[], where: Where): TextEdit[] {
  const localizations = findMember(entry.value, 'localizations')
  const added: Value[] = []
  const edits: TextEdit[] = []
  for (const { locale, text } of texts) {
    const tag = where.tagOf(locale)
    const known = findMember(localizations, tag)
    // Xcode leaves the source text out where it is the key.
    const isTheKey = tag === where.sourceTag && text === entry.key
    if (known === undefined && !isTheKey) added.push([tag, createLocalization(text)])
    if (known !== undefined && describeVariations(known) === undefined)
      edits.push(...updateUnit(known, text, where))
  }
  if (added.length === 0) return edits
  if (localizations === undefined) return insertMembers(entry.value, [['localizations', added]], where)
  return [...edits, ...insertMembers(localizations, added, where)]
}

function updateUnit(localization: JsonNode, text: string, where: Where): TextEdit[] {
  const unit = findMember(localization, 'stringUnit')
  const value = findMember(unit, 'value')
  if (unit === undefined) return insertMembers(localization, createLocalization(text), where)
  if (value === undefined) return insertMembers(unit, [['value', text]], where)
  if (findString(unit, 'value') === text) return []
  const state = findMember(unit, 'state')
  const isNew = findString(unit, 'state') === 'new'
  return [
    ...(state !== undefined && isNew ? [{ start: state.start, end: state.end, text: '"translated"' }] : []),
    { start: value.start, end: value.end, text: JSON.stringify(text) },
  ]
}

function insertMembers(object: JsonNode, members: readonly Value[], { given, style }: Where): TextEdit[] {
  if (object.kind !== 'object' || members.length === 0) return []
  const last = object.members.at(-1)
  const outer = findIndent(given, object.start)
  const inner = last === undefined ? outer + style.indent : findIndent(given, last.keyStart)
  const written = members.map((member) => writeMember(member, inner, style))
  const isOneLine = style.indent === ''
  const gap = isOneLine ? '' : style.lineEnd + inner
  const text = written.map((member) => gap + member).join(',')
  if (last !== undefined) return [{ start: last.value.end, end: last.value.end, text: `,${text}` }]
  const close = isOneLine ? '' : style.lineEnd + outer
  return [{ start: object.start + 1, end: object.end - 1, text: text + close }]
}

function writeMember([key, value]: Value, indent: string, style: Style): string {
  const name = JSON.stringify(key) + style.colon
  if (typeof value === 'string') return name + JSON.stringify(value)
  const inner = indent + style.indent
  const gap = style.indent === '' ? '' : style.lineEnd + inner
  const close = style.indent === '' ? '' : style.lineEnd + indent
  const members = value.map((member) => gap + writeMember(member, inner, style)).join(',')
  // Xcode writes an empty object with an empty line.
  return `${name}{${members === '' && style.indent !== '' ? style.lineEnd : members}${close}}`
}

/** The white space at the beginning of the line of this place. */
function findIndent(given: string, at: number): string {
  const start = Math.max(given.lastIndexOf('\n', at - 1), given.lastIndexOf('\r', at - 1)) + 1
  return given.slice(start, at).match(/^[ \t]*/)?.[0] ?? ''
}

function detectStyle(given: string, strings: JsonNode): Style {
  const lineEnd = given.match(/\r\n?|\n/)?.[0]
  const member = given.match(/[\r\n]([ \t]+)"/)
  const key = /"strings"(\s*:\s*)/.exec(given.slice(0, strings.start))?.[1]
  const colon = key ?? xcodeStyle.colon
  if (lineEnd === undefined || member?.[1] === undefined) return { indent: '', lineEnd: '', colon }
  return { indent: member[1], lineEnd, colon }
}

function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let edited = text
  for (const { start, end, text: insert } of edits.toSorted((a, b) => b.start - a.start)) {
    edited = edited.slice(0, start) + insert + edited.slice(end)
  }
  return edited
}
