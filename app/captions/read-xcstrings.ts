import { type CaptionRow, nothingRead, type ReadCaptions, type SkippedEntry } from './caption-file.ts'
import { describeBreak } from './json-captions.ts'
import { findMember, findString, type JsonNode, listMembers, parseJsonTree } from './json-tree.ts'
import { repairText } from './text-encoding.ts'

/** A string catalogue of Xcode. Texts that vary by plural or device are no captions: they are named and left out. */
export function readXcstrings(path: string, text: string): ReadCaptions {
  const tree = parseJsonTree(text)
  if (tree.kind === 'broken') return { ...nothingRead, problems: [describeBreak(path, text, tree)] }
  const strings = findMember(tree.root, 'strings')
  if (strings?.kind !== 'object') {
    const message = 'This is no string catalogue: it has no “strings”.'
    return { ...nothingRead, problems: [{ path, message }] }
  }
  const rows: CaptionRow[] = []
  const skipped: SkippedEntry[] = []
  for (const { key, value } of strings.members) {
    const textByTag: Record<string, string> = {}
    for (const localization of listMembers(findMember(value, 'localizations'))) {
      const content = findString(findMember(localization.value, 'stringUnit'), 'value')
      if (content !== undefined) textByTag[localization.key] = repairText(content)
      const reason = describeVariations(localization.value)
      if (reason !== undefined) skipped.push({ path, name: `${key} (${localization.key})`, reason })
    }
    rows.push({ path, address: { by: 'key', key }, textByTag })
  }
  return { ...nothingRead, rows, skipped }
}

/** Why the localization cannot be a caption; `undefined` where it can. */
export function describeVariations(localization: JsonNode): string | undefined {
  const kinds = listMembers(findMember(localization, 'variations')).map(({ key }) => key)
  if (kinds.length > 0) return `It varies by ${kinds.join(' and ')}.`
  return findMember(localization, 'substitutions') === undefined ? undefined : 'It has substitutions.'
}
