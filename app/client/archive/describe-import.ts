import type { ImportOutcome } from './apply-import.ts'

type Done = Extract<ImportOutcome, { kind: 'done' }>

/** What an import has changed, for a notice: a sentence, and one for each thing that is missing. */
export function describeImport({ added, merged, same, missing, notes }: Omit<Done, 'kind' | 'openId'>): {
  text: string
  details: readonly string[]
} {
  const parts = [
    ...(added.length > 0 ? [`Imported ${quote(added)}.`] : []),
    ...(merged.length > 0 ? [`Merged ${quote(merged)}; undo takes it back.`] : []),
    ...(same.length > 0
      ? [`${quote(same)} ${same.length === 1 ? 'was' : 'were'} here already, unchanged.`]
      : []),
  ]
  return {
    text:
      parts.length === 0
        ? 'The file has no projects; its pictures are in the media library.'
        : parts.join(' '),
    details: [
      ...missing.map((name) => `Neither the file nor this device has “${name}”. Add it again where it was.`),
      ...notes,
    ],
  }
}

/** `“Tidewater”`, `“A” and “B”`, `4 projects`; at the start of a sentence too. */
function quote(names: readonly string[]): string {
  if (names.length > 2) return `${names.length} projects`
  return names.map((name) => `“${name}”`).join(' and ')
}
