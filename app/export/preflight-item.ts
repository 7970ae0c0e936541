import { cutText } from '#app/document/model/cut-text.ts'
import type { CanvasSizeId, ElementId, Locale, MediaId, ScreenId } from '#app/document/model/ids.ts'
import type { TextElement } from '#app/document/model/schema.ts'
import type { OpenBehind } from './create-behind-reader.ts'
import type { ExportRecord } from './export-record.ts'
import type { ExportTarget } from './export-target.ts'

/** Every fault that pre-flight knows, by group. */
export const preflightKinds = {
  store: [
    'unknown-size',
    'too-many',
    'too-few',
    'slot-full',
    'too-large',
    'missing-set',
    'advised-set',
    'unknown-language',
    'same-language',
  ],
  captures: [
    'missing-media',
    'empty-frame',
    'empty-lens',
    'cut-capture',
    'small-capture',
    'wrong-store',
    'wrong-device',
    'framed-capture',
  ],
  captions: [
    'added-text',
    'empty-caption',
    'placeholder',
    'untranslated',
    'unknown-font',
    'borrowed-signs',
    'missing-signs',
  ],
  layout: ['low-contrast', 'overflow', 'outside', 'safe-area', 'text-over-text', 'text-over-cut-out'],
} as const

export type PreflightGroup = keyof typeof preflightKinds
export type PreflightKind = (typeof preflightKinds)[PreflightGroup][number]

/** Where the fault is, as far as it has a place. */
export type PreflightPlace = {
  canvasSizeId: CanvasSizeId
  screenId?: ScreenId
  elementId?: ElementId
  locale?: Locale
}

/** A change that plainly mends the fault; `label` is its button and its step of undo. */
export type PreflightFix = { label: string } & (
  | { kind: 'set-family'; family: string }
  | { kind: 'set-colour'; colour: string }
  /** `landscape`: as the capture lies; absent: as the device lay. */
  | { kind: 'use-device'; deviceId: string; landscape?: boolean }
  | { kind: 'move'; x: number; y: number }
  | { kind: 'remove' }
  | { kind: 'bare'; canvasHeight: number }
  | { kind: 'add-size'; canvasSizeId: CanvasSizeId; copyFrom: CanvasSizeId }
)

/**
 * `error`: the store would reject it, or the file cannot be made. `warning`: check before you upload. `advice`: of a listing that is
 * right as it is.
 */
export type PreflightItem = {
  kind: PreflightKind
  level: 'error' | 'warning' | 'advice'
  screenName?: string
  message: string
  at?: PreflightPlace
  /** Those that a fault of a screen is found in. */
  locales?: readonly Locale[]
  fix?: PreflightFix
  /** A picture is missing: the screen fails, unless placeholders are allowed. */
  isGap?: true
}

export type PreflightInput = {
  targets: readonly ExportTarget[]
  /** From `findMissingMedia`. */
  missingMedia: ReadonlySet<MediaId>
  findName: (mediaId: MediaId) => string | undefined
  /** As seen, in pixels; `undefined` where unknown. */
  findSize?: ((mediaId: MediaId) => { width: number; height: number } | undefined) | undefined
  /** Where pictures can be read: what is drawn behind a text. */
  openBehind?: OpenBehind | undefined
  /** What is known of the files that were made last: their sizes. */
  lastExport?: ExportRecord | undefined
  /** Where fonts can be measured: detects fitted text that is too long for its box. */
  overflows?: (text: TextElement, locale: Locale) => boolean
  /** Where fonts can be measured: the height a text is drawn in, in canvas widths; else the last measured one counts. */
  measureHeight?: (text: TextElement, locale: Locale) => number
}

export function findPreflightGroup(kind: PreflightKind): PreflightGroup {
  const groups = Object.keys(preflightKinds) as PreflightGroup[]
  return groups.find((group) => preflightKinds[group].some((known) => known === kind)) ?? 'store'
}

export function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length > 40 ? `${cutText(line, 39)}…` : line
}
