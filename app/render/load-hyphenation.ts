import type { PatternsDefinition } from 'hyphen'
import { addHyphenation, keyOfLanguage, SOFT_HYPHEN } from './hyphenation.ts'

type Patterns = { default: PatternsDefinition }

/** Liang's patterns by language, a file each. Languages that are written without hyphens have none. */
const patternFiles: Readonly<Record<string, () => Promise<Patterns>>> = {
  da: () => import('hyphen/patterns/da.js'),
  de: () => import('hyphen/patterns/de-1996.js'),
  'en-GB': () => import('hyphen/patterns/en-gb.js'),
  en: () => import('hyphen/patterns/en-us.js'),
  es: () => import('hyphen/patterns/es.js'),
  fi: () => import('hyphen/patterns/fi.js'),
  fr: () => import('hyphen/patterns/fr.js'),
  it: () => import('hyphen/patterns/it.js'),
  nl: () => import('hyphen/patterns/nl.js'),
  pl: () => import('hyphen/patterns/pl.js'),
  pt: () => import('hyphen/patterns/pt.js'),
  ru: () => import('hyphen/patterns/ru.js'),
  sv: () => import('hyphen/patterns/sv.js'),
  tr: () => import('hyphen/patterns/tr.js'),
  uk: () => import('hyphen/patterns/uk.js'),
}

const loading = new Map<string, Promise<void>>()

/** The key of the patterns for a language; `undefined`: its words are not broken. */
export function findPatterns(locale: string): string | undefined {
  const key = keyOfLanguage(locale)
  return key in patternFiles ? key : undefined
}

/** Once for a page or worker; a failure is not kept. */
export async function loadHyphenation(locale: string): Promise<void> {
  const key = findPatterns(locale)
  if (key === undefined) return
  const started = loading.get(key) ?? load(key)
  loading.set(key, started)
  return started
}

async function load(key: string): Promise<void> {
  try {
    const [{ default: createHyphenator }, patterns] = await Promise.all([
      import('hyphen'),
      patternFiles[key]?.() ?? Promise.reject(new Error(`There are no patterns for ${key}.`)),
    ])
    const options = { hyphenChar: SOFT_HYPHEN, html: false, minWordLength: 6 }
    const hyphenate = createHyphenator(patterns.default, options)
    addHyphenation(key, (text) => hyphenate(text) as string)
  } catch (error) {
    loading.delete(key)
    throw error
  }
}
