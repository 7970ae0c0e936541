/** A text in pieces of about so many characters, never between the two halves of one. */
export function* sliceText(text: string, characters: number): Generator<string> {
  for (let from = 0, to = 0; from < text.length; from = to) {
    to = from + characters
    const isCut = (text.codePointAt(to - 1) ?? 0) > 0xffff
    if (isCut) to -= 1
    yield text.slice(from, to)
  }
}
