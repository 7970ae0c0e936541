import { listGraphemes, splitBreakUnits } from './break-units.ts'

/** Rounding in the sum of advances must not push a line that just fits. */
const slack = 0.01

/** Lines of at most `maxWidth` as `measure` counts it; newlines always break, a word too long for a line breaks anywhere. */
export function wrapText(text: string, maxWidth: number, measure: (line: string) => number): string[] {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .flatMap((paragraph) => wrapParagraph(paragraph, maxWidth + slack, measure))
}

function wrapParagraph(paragraph: string, maxWidth: number, measure: (line: string) => number): string[] {
  const lines: string[] = []
  let line = ''
  let spaces = ''
  for (const unit of splitBreakUnits(paragraph)) {
    const together = line + spaces + unit.text
    if (measure(together) <= maxWidth) {
      line = together
    } else {
      if (line !== '') lines.push(line)
      const pieces = breakAnywhere(unit.text, maxWidth, measure)
      line = pieces.pop() ?? ''
      lines.push(...pieces)
    }
    spaces = unit.spaces
  }
  lines.push(line)
  return lines
}

/** At least one grapheme a line, however narrow the box is. */
function breakAnywhere(word: string, maxWidth: number, measure: (line: string) => number): string[] {
  if (measure(word) <= maxWidth) return [word]
  const signs = listGraphemes(word)
  const pieces: string[] = []
  let start = 0
  while (start < signs.length) {
    const count = countFitting(signs.length - start, (n) => {
      return measure(signs.slice(start, start + n).join('')) <= maxWidth
    })
    pieces.push(signs.slice(start, start + count).join(''))
    start += count
  }
  return pieces
}

/** The largest n in 1…most for which `fits` holds, by doubling and halving: pasted walls of text stay quick. */
function countFitting(most: number, fits: (n: number) => boolean): number {
  let low = 1
  let high = 2
  while (high <= most && fits(high)) {
    low = high
    high *= 2
  }
  high = Math.min(high, most + 1)
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (fits(middle)) low = middle
    else high = middle
  }
  return low
}
