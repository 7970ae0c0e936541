/** Placeholder captions: each is advice about captions and has the length of a good one. */
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

/** True while the caption is still one of the placeholders: export warns, because they would be published unchanged. */
export function isHeadline(caption: string): boolean {
  return headlines.some((headline) => headline === caption.trim())
}
