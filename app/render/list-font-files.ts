import type { FontFile } from './font-files.ts'

type FontPackage = {
  /** The part of the files' names before the subset. */
  name: string
  /** By subset, as `unicode.json` of a Fontsource package has them: `latin`, `[12]`. */
  ranges: Readonly<Record<string, string>>
  /** The address of each file, by its path. */
  urls: Readonly<Record<string, string>>
  style?: 'normal' | 'italic'
}

/** The files of a variable family with the signs each is for. Latin comes last: the last file wins where ranges overlap. */
export function listFontFiles({ name, ranges, urls, style = 'normal' }: FontPackage): FontFile[] {
  const subsets = Object.entries(ranges).sort(([a], [b]) => Number(a === 'latin') - Number(b === 'latin'))
  return subsets.flatMap(([subset, unicodeRange]) => {
    const file = `/${name}-${subset.replaceAll(/[[\]]/g, '')}-wght-${style}.woff2`
    const path = Object.keys(urls).find((known) => known.endsWith(file))
    const url = path === undefined ? undefined : urls[path]
    return url === undefined ? [] : [{ url, unicodeRange }]
  })
}
