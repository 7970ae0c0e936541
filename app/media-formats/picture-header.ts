/** `width` and `height` as stored, before the EXIF orientation (1–8) is applied. */
export type PictureHeader =
  | {
      kind: 'header'
      width: number
      height: number
      orientation: number
      complete: boolean
      animated: boolean
    }
  /** The structure ends before the size is known (`truncated`) or makes no sense (`damaged`). */
  | { kind: 'truncated' }
  | { kind: 'damaged' }
