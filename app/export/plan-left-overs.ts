type Input = {
  /** Every file in the folder. */
  found: readonly string[]
  /** Every path of the project in this layout, exported this time or not. */
  planned: readonly string[]
  /** Paths of the last export into this folder. */
  before: readonly string[]
}

/**
 * Pictures that a store's tool would upload with the new ones and that the project does not have: in a folder that it writes to, or
 * in one that its last export wrote to, as that of a language which was removed. Nothing else in the folder is touched.
 */
export function planLeftOvers({ found, planned, before }: Input): string[] {
  const known = new Set(planned.map(normalise))
  const folders = new Set([...planned, ...before].map(findFolder))
  return found
    .filter((path) => isPicture(path) && folders.has(findFolder(path)) && !known.has(normalise(path)))
    .sort()
}

const isPicture = (path: string): boolean => /(^|\/)[^./][^/]*\.(png|jpe?g)$/i.test(path)
const findFolder = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1)
/** macOS gives names back decomposed. */
const normalise = (path: string): string => path.normalize('NFC')
