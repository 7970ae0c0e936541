import { isPlainLook, type Look } from '../plan/match-looks.ts'

const columns = 16
const rows = 34
/** The clock and the battery differ in every capture. */
const statusRows = 2

/** `undefined`: it cannot be decoded, or shows hardly more than one colour. */
export async function readLook(picture: Blob | ImageBitmap): Promise<Look | undefined> {
  try {
    const small = await createImageBitmap(picture, {
      resizeWidth: columns,
      resizeHeight: rows,
      resizeQuality: 'medium',
    })
    const context = new OffscreenCanvas(columns, rows).getContext('2d', { willReadFrequently: true })
    context?.drawImage(small, 0, 0)
    small.close()
    const pixels = context?.getImageData(0, statusRows, columns, rows - statusRows).data
    const look = pixels === undefined ? [] : [...pixels].filter((_, at) => at % 4 !== 3)
    return look.length === 0 || isPlainLook(look) ? undefined : look
  } catch (error) {
    // Its import says what is wrong with it.
    console.info('A picture could not be compared.', error)
    return undefined
  }
}
