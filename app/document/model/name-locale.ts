const named = new Map<string, string>()

/**
 * The name of a language in the reader's language, the same wherever one is named: “German (Germany)” for an English
 * browser, „Deutsch (Deutschland)“ for a German one. An unknown tag is returned unchanged.
 */
export function nameLocale(locale: string, reader?: string): string {
  const key = `${reader ?? ''} ${locale}`
  const known = named.get(key)
  if (known !== undefined) return known
  const name = findName(locale, reader)
  named.set(key, name)
  return name
}

function findName(locale: string, reader: string | undefined): string {
  try {
    return new Intl.DisplayNames(reader, { type: 'language' }).of(locale) ?? locale
  } catch (error) {
    // A newer build may store a tag that this browser does not know.
    if (error instanceof RangeError) return locale
    throw error
  }
}
