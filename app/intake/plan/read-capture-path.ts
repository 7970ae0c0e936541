import { findLocaleTag } from '#app/document/model/file-locale.ts'
import type { Locale } from '#app/document/model/ids.ts'

/** What the path of a capture says about it. */
export type CapturePath = {
  /** In NFC, as file systems differ in how they store `ä`. */
  path: string
  tag: Locale | undefined
  /** The screen's number, from 1. */
  number: number | undefined
  /** The path without language, `_framed` and ending: equal for one screen in every language. */
  key: string
  /** The name alone, in the same way and in small letters: it finds the capture that it replaces. */
  name: string
  isFramed: boolean
}

/** Codes of languages that are English words as well: at the end of a name they count only beside other evidence. */
const words = new Set('am be he hi id is it my no or pa so'.split(' '))

/**
 * `de-DE/01.png` and `01_de.png` are screen 1 in German, `iPhone 11 Pro - 03.png` is screen 3. `known`: languages that the
 * project has; one of them is believed where another would be taken for a word (`sign_it.png`).
 */
export function readCapturePath(given: string, known: readonly string[] = []): CapturePath {
  const path = given.normalize('NFC')
  const parts = path.split('/')
  const plain = (parts.pop() ?? '').replace(/\.[^.]+$/, '')
  const isFramed = /[_ -]framed$/i.test(plain)
  const stem = isFramed ? plain.slice(0, -'_framed'.length) : plain
  const folder = findFolder(parts)
  const own = findOwn(stem, known)
  const name = own === undefined || own.rest === '' ? stem : own.rest
  const folders = folder === undefined ? parts : parts.toSpliced(folder.index, 1)
  return {
    path,
    tag: folder?.tag ?? own?.tag,
    number: readNumber(name),
    key: [...folders, name].join('/').toLowerCase(),
    name: name.toLowerCase(),
    isFramed,
  }
}

/** The innermost folder named like a language; `de.lproj` is one as well. */
function findFolder(parts: readonly string[]): { tag: Locale; index: number } | undefined {
  for (let index = parts.length - 1; index >= 0; index -= 1) {
    const tag = findLocaleTag((parts[index] ?? '').replace(/\.lproj$/i, ''))
    if (tag !== undefined) return { tag, index }
  }
  return undefined
}

const code = '[a-z]{2,3}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2}|\\d{3}))?'
const atEnd = new RegExp(`[._ -](${code})$`)
const atStart = new RegExp(`^(${code})[._ -]+(?=.)`)

/** The language at the end of a name, else at its start. */
function findOwn(stem: string, known: readonly string[]): { tag: Locale; rest: string } | undefined {
  const end = stem.match(atEnd)
  const ended = end?.[1] === undefined ? undefined : believe(end[1], known)
  if (ended !== undefined) return { tag: ended, rest: stem.slice(0, end?.index) }
  const start = stem.match(atStart)
  const begun = start?.[1] === undefined ? undefined : believe(start[1], known)
  // A bare code is more often a word here: `no ads.png`, `el-dorado.png`.
  const isSure = begun !== undefined && (begun.includes('-') || isKnown(begun, known) || /^\d/.test(restOf()))
  return isSure ? { tag: begun, rest: restOf() } : undefined

  function restOf(): string {
    return stem.slice(start?.[0].length)
  }
}

function believe(text: string, known: readonly string[]): Locale | undefined {
  const tag = findLocaleTag(text)
  return tag !== undefined && words.has(tag) && !isKnown(tag, known) ? undefined : tag
}

const isKnown = (tag: string, known: readonly string[]) => known.some((one) => one.split('-')[0] === tag)

function readNumber(name: string): number | undefined {
  // A screenshot that is named by its time has no number.
  if (/\d{4}-\d{2}-\d{2}/.test(name)) return undefined
  const digits =
    name.match(/^(\d{1,3})(?!\d)/)?.[1] ??
    name.match(/(?<!\d)(\d{1,3})$/)?.[1] ??
    name.match(/ - (\d{1,3})(?!\d)/)?.[1] ??
    name.match(/-(\d{2,3})[_-](?=\p{L})/u)?.[1]
  const number = Number(digits ?? 0)
  return number < 1 ? undefined : number
}
