/** Placeholder captions: good advice that is also as long as a good caption. */
const headlines = [
  'Show what makes it great',
  'Say it in five words',
  'One screen, one idea',
  'Name what people love',
  'Make it look effortless',
  'End on your best line',
] as const

/** The n-th placeholder; they repeat after the last. */
export function pickHeadline(index: number): string {
  return headlines[index % headlines.length] ?? headlines[0]
}

/** The caption still is one of our placeholders: export warns, because they would be published as they stand. */
export function isHeadline(caption: string): boolean {
  return headlines.some((headline) => headline === caption.trim())
}
