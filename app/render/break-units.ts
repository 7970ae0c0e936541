/** A piece of a paragraph that may stand at the start of a line; `spaces` (zero-width ones too) follow it and hang when the line ends there. */
export type BreakUnit = { text: string; spaces: string }

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const wordSegmenter = new Intl.Segmenter(undefined, { granularity: 'word' })

/** Written without spaces; lines may break between any two signs. */
const ideographic = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303F\uFF00-\uFFEF]/u
/** Written without spaces, but lines break between words only; the segmenter has the dictionaries. */
const dictionaryScripts = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
/** Must not start a line. */
const closing = /^[\p{Pe}\p{Pf}!,.:;?%、。，．：；？！・ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ…‥”’]/u
/** Must not end a line. */
const opening = /[\p{Ps}\p{Pi}“‘]$/u

export function listGraphemes(text: string): string[] {
  return Array.from(graphemes.segment(text), ({ segment }) => segment)
}

/**
 * The units of one paragraph (no newline in it). Leading spaces belong to the first unit, because the user typed them.
 */
export function splitBreakUnits(paragraph: string): BreakUnit[] {
  const units: BreakUnit[] = []
  // No-break spaces (U+00A0, U+202F) are not in this class, so they stay inside their unit.
  for (const [, text = '', spaces = ''] of paragraph.matchAll(/([^ \t\u200B]*)([ \t\u200B]*)/g)) {
    if (text === '' && spaces === '') continue
    const parts = splitUnspaced(text)
    const last = parts.pop() ?? ''
    for (const part of parts) units.push({ text: part, spaces: '' })
    units.push({ text: last, spaces })
  }
  const [first, second] = units
  if (first && second && first.text === '') {
    units.splice(0, 2, { text: first.spaces + second.text, spaces: second.spaces })
  }
  return units
}

function splitUnspaced(text: string): string[] {
  const parts: string[] = []
  for (const piece of splitByScript(text)) {
    const previous = parts.at(-1)
    if (previous !== undefined && !mayBreak(previous, piece)) parts[parts.length - 1] = previous + piece
    else parts.push(piece)
  }
  return parts
}

function splitByScript(text: string): string[] {
  if (dictionaryScripts.test(text)) return Array.from(wordSegmenter.segment(text), ({ segment }) => segment)
  // Ideographs one by one; a hyphen or dash stays with the word before it.
  if (ideographic.test(text)) {
    return listGraphemes(text).reduce<string[]>((pieces, sign) => {
      const last = pieces.at(-1)
      if (last !== undefined && !ideographic.test(last) && !ideographic.test(sign)) {
        pieces[pieces.length - 1] = last + sign
      } else pieces.push(sign)
      return pieces
    }, [])
  }
  return (
    text.match(/[^-\u2010\u2013\u2014\u00AD]+[-\u2010\u2013\u2014\u00AD]*|[-\u2010\u2013\u2014\u00AD]+/g) ?? [
      text,
    ]
  )
}

function mayBreak(before: string, after: string): boolean {
  if (closing.test(after) || opening.test(before)) return false
  // "-5" and "e-mail"-like fragments of one letter look torn when they are split.
  return !/^[-\u2010\u2013]+$/.test(before)
}
