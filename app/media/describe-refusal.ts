import { formatBytes } from '#app/document/model/format-bytes.ts'
import type { PictureFormat, SniffedFile } from '#app/media-formats/sniff-picture.ts'

export type Refusal =
  | { kind: 'format'; format: Exclude<SniffedFile, PictureFormat> }
  | {
      kind:
        | 'truncated'
        | 'damaged'
        | 'animated'
        | 'unreadable'
        | 'timed-out'
        | 'crashed'
        | 'not-started'
        | 'altered-reads'
    }
  | { kind: 'too-many-pixels'; width: number; height: number }
  | { kind: 'too-many-bytes'; sizeBytes: number }
  | { kind: 'heavy-video' | 'heavy-animation'; sizeBytes: number }
  | { kind: 'heavy-font'; sizeBytes: number }
  | { kind: 'unplayable' | 'damaged-font' }

const saveAs = 'save it as PNG, JPEG or WebP and add that file instead'

const formats: Readonly<Record<Exclude<SniffedFile, PictureFormat>, string>> = {
  empty: 'is empty (0 bytes): save or export the picture again and add the new file',
  heic: 'is a HEIC photo, which browsers cannot open: save it as JPEG or PNG and add that file instead',
  avif: `is an AVIF picture, which cannot be used here yet: ${saveAs}`,
  bmp: `is a BMP picture, which cannot be used here: ${saveAs}`,
  tiff: `is a TIFF picture, which browsers cannot open: ${saveAs}`,
  icon: `is an icon file, which cannot be used as a capture: ${saveAs}`,
  svg: 'is an SVG drawing, not a capture: export it as PNG and add that file instead',
  html: 'is a web page, not a picture: take a capture of it and add that PNG instead',
  pdf: 'is a PDF document, not a picture: export the page as PNG and add that file instead',
  video:
    'is a video of a kind that not every browser plays: save it as MP4 or WebM and add that file instead',
  font: 'is a font of a kind that cannot be used here: save it as TTF, OTF or WOFF2, one font a file, and add that file instead',
  zip: 'is a ZIP archive, not a picture: unpack it and add the pictures inside',
  text: 'is a text file, not a picture, whatever its name says: choose a PNG, JPEG or WebP file',
  unknown: 'is not a picture that can be opened: choose a PNG, JPEG or WebP file',
}

const reasons: Readonly<
  Record<
    Exclude<
      Refusal['kind'],
      'format' | 'too-many-pixels' | 'too-many-bytes' | 'heavy-video' | 'heavy-animation' | 'heavy-font'
    >,
    string
  >
> = {
  truncated: 'is cut off before its end, as after a broken download: get the whole file and add it again',
  damaged: 'is damaged and cannot be opened: save or export the picture again and add the new file',
  animated:
    'is an animation, which cannot be used as a capture: save one picture of it as PNG and add that file',
  unreadable: 'could not be read from this device: check that it is still there and add it again',
  'timed-out': 'took too long to open and was skipped: make the picture smaller and add it again',
  unplayable:
    'is a video that this browser cannot play: save it as MP4 (H.264) or WebM and add that file instead',
  'damaged-font':
    'is damaged or not a whole font, so no letters can be drawn with it: get the original file and add it again',
  'not-started':
    'could not be checked, because the code for it could not be started: check the connection, reload the page and add it again',
  'altered-reads':
    'is too large to be kept as it is, and this browser changes what a page reads from its canvas, so no smaller copy can be made: allow AppFrames to read canvases, or make the picture smaller, and add it again',
  crashed: 'could not be opened, probably for lack of memory: make the picture smaller and add it again',
}

const numbers = new Intl.NumberFormat('en')

/** One sentence: which file, what is wrong with it, what to do. */
export function describeRefusal(fileName: string, refusal: Refusal): string {
  return `“${fileName}” ${describeReason(refusal)}.`
}

function describeReason(refusal: Refusal): string {
  switch (refusal.kind) {
    case 'format':
      return formats[refusal.format]
    case 'too-many-pixels': {
      const { width, height } = refusal
      return `says it is ${numbers.format(width)} × ${numbers.format(height)} pixels, too large to open (at most 16,384 a side and 100 megapixels): make it smaller and add it again`
    }
    case 'too-many-bytes':
      return `is ${formatBytes(refusal.sizeBytes)}, too large to open: make it smaller than 300 MB and add it again`
    case 'heavy-video':
      return `is a video of ${formatBytes(refusal.sizeBytes)}; videos may have 100 MB: make it shorter or smaller and add it again`
    case 'heavy-font':
      return `is a font of ${formatBytes(refusal.sizeBytes)}; fonts may have 30 MB: make it smaller, as with a subset of its signs, and add it again`
    case 'heavy-animation':
      return `is an animation of ${formatBytes(refusal.sizeBytes)}; animations may have 10 MB: make it shorter or smaller and add it again`
    default:
      return reasons[refusal.kind]
  }
}

/** The sentence for a smaller copy that was stored instead of the original. */
export function describeCopy(
  fileName: string,
  original: { sizeBytes: number; width: number; height: number },
  copy: { sizeBytes: number; width: number; height: number },
): string {
  const size = (picture: typeof copy) =>
    `${formatBytes(picture.sizeBytes)} and ${numbers.format(picture.width)} × ${numbers.format(picture.height)} pixels`
  return `“${fileName}” was ${size(original)}; a copy of ${size(copy)} was kept, because larger pictures cannot be synced.`
}
