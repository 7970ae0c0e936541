import { readAscii } from './sniff-picture.ts'

export type VideoType = 'video/mp4' | 'video/webm'

const ebml = '\x1aE\xdf\xa3'

/** The container of what `sniffPicture` calls a video; `undefined` for those that browsers do not play alike (MOV, MKV, 3GP). */
export function readVideoType(head: Uint8Array): VideoType | undefined {
  if (readAscii(head, 0, 4) === ebml) {
    // The document type stands in the EBML header, which is short.
    return readAscii(head, 0, Math.min(head.length, 64)).includes('webm') ? 'video/webm' : undefined
  }
  if (readAscii(head, 4, 4) !== 'ftyp') return undefined
  return /^(?:isom|iso[2-9]|mp4[12]|avc1|M4V |MSNV|dash|f4v )$/.test(readAscii(head, 8, 4))
    ? 'video/mp4'
    : undefined
}
