import type { CanvasSizeId, ElementId, Locale, MediaId, ScreenId } from '#app/document/model/ids.ts'
import type { Look } from './match-looks.ts'

export type Place =
  /** `isReplaced`: it shows another capture in this language now. */
  | {
      kind: 'screen'
      screenId: ScreenId
      elementId?: ElementId
      isReplaced: boolean
      /** Found by the look of its capture, not by a name. */
      isByLook?: true
    }
  /** Files of one key share a screen. */
  | { kind: 'new' }
  /** `isFramedDouble`: a framed copy of a capture that is taken. */
  | { kind: 'out'; reason: string; isUnusable?: true; isFramedDouble?: true }

export type IntakeRow = {
  /** Of the file among the arrivals. */
  index: number
  path: string
  /** Equal for one screen in every language. */
  key: string
  canvasSizeId: CanvasSizeId
  locale: Locale
  place: Place
}

export type IntakeOptions = {
  /** What is looked at: files that say nothing else go there. */
  canvasSizeId: CanvasSizeId
  locale: Locale
  /** `screens`: number 3 is the third screen. `translations`: only where that screen has no capture in the language yet. */
  numbers: 'screens' | 'translations'
  /** Dropped on a screen or a device: the first one goes there. */
  target?: { screenId: ScreenId; elementId?: ElementId } | undefined
  /** Of the captures that are there; files with a look are compared with them. */
  looks?: ReadonlyMap<MediaId, Look> | undefined
}

/** Rows that become one new screen. */
export const groupOf = ({ canvasSizeId, key }: Pick<IntakeRow, 'canvasSizeId' | 'key'>): string =>
  `${canvasSizeId} ${key}`
