import type { MediaId } from '../model/ids.ts'

/** The sample's captures: files under `public/sample`, drawn by `bin/sample/draw.mjs`. */
export type SampleMedia = {
  readonly mediaId: MediaId
  readonly url: string
  readonly fileName: string
  readonly widthPx: number
  readonly heightPx: number
}

/** The ids are fixed, so that the sample's captures are in the library once, however often it is opened. */
const create = (name: string, last: string): SampleMedia => ({
  mediaId: `6f0d5a3e-7c1b-4c58-9a52-0b7f4e1d2c${last}` as MediaId,
  url: `/sample/${name}.webp`,
  fileName: `tidepool-${name}.webp`,
  widthPx: 990,
  heightPx: 2151,
})

export const sampleMediaByName = {
  today: create('today', '01'),
  week: create('week', '02'),
  spots: create('spots', '03'),
  finds: create('finds', '04'),
  plan: create('plan', '05'),
} as const

export const sampleMedia: readonly SampleMedia[] = Object.values(sampleMediaByName)
