import type { Locale } from './ids.ts'

/** Languages in which a store lists apps; a directory of another name is not a language. */
const languages = new Set(
  'af am ar az be bg bn ca cs da de el en es et eu fa fi fil fr gl gu he hi hr hu hy id is it iw ja ka kk km kn ko ky lo lt lv mk ml mn mr ms my nb ne nl nn no or pa pl pt rm ro ru si sk sl sr sv sw ta te th tl tr uk ur vi zh zu'.split(
    ' ',
  ),
)

export type FileLocale = {
  locale: Locale
  /** The path without the language: equal for the same screen in every language. */
  key: string
}

/** The language from the innermost directory named like one: `shots/pt_BR/1.png`. `undefined`: none is. */
export function findFileLocale(path: string): FileLocale | undefined {
  const parts = path.split('/')
  for (let index = parts.length - 2; index >= 0; index -= 1) {
    const locale = findLocaleTag(parts[index] ?? '')
    if (locale !== undefined) return { locale, key: parts.toSpliced(index, 1).join('/') }
  }
  return undefined
}

/** The canonical tag of a name that is one, such as `pt_BR`, in a language in which a store lists apps. */
export function findLocaleTag(name: string): Locale | undefined {
  const tag = name.replaceAll('_', '-')
  if (!/^[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?$/i.test(tag)) return undefined
  if (!languages.has((tag.split('-')[0] ?? '').toLowerCase())) return undefined
  return Intl.getCanonicalLocales(tag)[0] as Locale
}
