/** Placeholder captions: each is advice about captions and has the length of a good one. */
const headlines = [
  'Show what makes it great',
  'Say it in five words',
  'One screen, one idea',
  'Name what people love',
  'Make it look effortless',
  'End on your best line',
] as const

/** What the presets of the text panel begin with; words that are as good as finished, as “NEW”, are not among them. */
export const presetCaptions = {
  headline: 'Your headline',
  subtitle: 'One line that says more',
  body: 'A sentence or two for those who want to know more.',
  serif: 'Made with care',
} as const

const placeholders: ReadonlySet<string> = new Set([...headlines, ...Object.values(presetCaptions)])

/** The n-th placeholder; they repeat after the last. */
export function pickHeadline(index: number): string {
  return headlines[index % headlines.length] ?? headlines[0]
}

/** True while the caption is still one of the placeholders: export warns, because they would be published unchanged. */
export function isHeadline(caption: string): boolean {
  return placeholders.has(caption.trim())
}
