import type { FontInfo } from '#app/media-formats/read-font.ts'

/** The fonts of the media library that were read here, by the family in the document. A file's bytes never change. */
const read = new Map<string, FontInfo>()

export function rememberUserFont(family: string, info: FontInfo): void {
  read.set(family, info)
}

export function forgetUserFonts(): void {
  read.clear()
}

/** `undefined`: a bundled family, or one that has not been read. */
export function findUserFont(family: string): FontInfo | undefined {
  return read.get(family)
}

export function hasUserSign(codePoint: number, { signs }: FontInfo): boolean {
  let [low, high] = [0, signs.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const [from, to] = signs[middle] ?? [0, 0]
    if (codePoint < from) high = middle - 1
    else if (codePoint > to) low = middle + 1
    else return true
  }
  return false
}
