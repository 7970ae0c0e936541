import type { ExportTarget } from './export-target.ts'
import type { FileChoice } from './planned-file.ts'

export type ExportRequest = FileChoice & {
  targets: readonly ExportTarget[]
  allowPlaceholders: boolean
  /** Of JPEG files, in percent. */
  quality: number
  /** Absent: a ZIP, or the file itself where there is one. */
  folder?: FileSystemDirectoryHandle | undefined
  only: OnlyWhat
}

export type OnlyWhat =
  | { kind: 'everything' }
  | { kind: 'since-last' }
  /** Of the listing as it is: the pictures of a folder by their paths in it. */
  | { kind: 'since-folder'; pictures: readonly { path: string; file: Blob }[] }
