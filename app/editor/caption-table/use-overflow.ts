import { useCallback, useEffect, useState } from 'react'
import type { Caption } from '#app/captions/captions.ts'
import type { Locale } from '#app/document/model/ids.ts'
import type { Project, TextElement } from '#app/document/model/schema.ts'
import { useObservable } from '#app/observable/use-observable.ts'
import { listFontNeeds } from '#app/render/collect-media.ts'
import { findCanvasPx } from '../state/canvas-px.ts'
import { measureFit, measureHeight } from '../state/measure-fit.ts'
import { useEditor } from '../state/use-editor.ts'
import type { FindOverflow } from './caption-cell.ts'
import { type CaptionPlace, listCaptionPlaces } from './list-caption-places.ts'

/** Measured between two frames, so that typing never waits for it. */
const placesAtOnce = 4

const keyOf = ({ key }: Caption, locale: Locale) => `${locale} ${key}`

/** The cells whose text does not fit, in any size that shows it. They are measured one after the other, in the background. */
export function useOverflow(
  project: Project,
  captions: readonly Caption[],
  locales: readonly Locale[],
): FindOverflow {
  const { fonts } = useEditor()
  const fontsVersion = useObservable(fonts.version)
  const [found, setFound] = useState<ReadonlyMap<string, readonly string[]>>(new Map())

  // biome-ignore lint/correctness/useExhaustiveDependencies: fonts that arrive change every measure.
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const overflowing = new Map<string, readonly string[]>()
    const places = captions.flatMap((caption) =>
      listCaptionPlaces(project, caption).map((place) => ({ caption, place })),
    )
    const measureFrom = (start: number) => {
      for (const { caption, place } of places.slice(start, start + placesAtOnce)) {
        fonts.need(listFontNeeds(place.screen))
        for (const locale of locales) {
          if (!overflows(place, { locale, fallbackLocale: locales[0] ?? locale })) continue
          const key = keyOf(caption, locale)
          overflowing.set(key, [...(overflowing.get(key) ?? []), place.sizeName])
        }
      }
      const next = start + placesAtOnce
      if (next < places.length) timer = setTimeout(() => measureFrom(next), 0)
      else setFound(overflowing)
    }
    timer = setTimeout(() => measureFrom(0), 50)
    return () => clearTimeout(timer)
  }, [project, captions, locales, fonts, fontsVersion])

  return useCallback((caption, locale) => found.get(keyOf(caption, locale)) ?? nothing, [found])
}

const nothing: readonly string[] = []

type Languages = { locale: Locale; fallbackLocale: Locale }

const measured = new WeakMap<TextElement, Map<string, boolean>>()

function overflows({ canvasSizeId, screen, element }: CaptionPlace, languages: Languages): boolean {
  const { locale, fallbackLocale } = languages
  const known = measured.get(element) ?? new Map<string, boolean>()
  measured.set(element, known)
  const { widthPx, heightPx } = findCanvasPx(canvasSizeId, screen.orientation)
  const key = `${locale} ${fallbackLocale} ${document.fonts.size} ${heightPx / widthPx}`
  const before = known.get(key)
  if (before !== undefined) return before
  const isTooLong =
    element.fit === undefined
      ? element.y + measureHeight(element, languages) > heightPx / widthPx
      : measureFit(element, languages).overflows
  known.set(key, isTooLong)
  return isTooLong
}
