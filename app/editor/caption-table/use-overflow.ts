import { useEffect, useState } from 'react'
import type { Caption } from '#app/captions/captions.ts'
import type { Locale } from '#app/document/model/ids.ts'
import type { Project, Screen, TextElement } from '#app/document/model/schema.ts'
import { useObservable } from '#app/observable/use-observable.ts'
import { listFontNeeds } from '#app/render/collect-media.ts'
import { findCanvasPx } from '../state/canvas-px.ts'
import { measureFit, measureHeight } from '../state/measure-fit.ts'
import { useEditor } from '../state/use-editor.ts'

/** Measured between two frames, so that typing never waits for it. */
const captionsAtOnce = 4

const keyOf = ({ key }: Caption, locale: Locale) => `${locale} ${key}`

/** The cells whose text is drawn beyond its box or the canvas. They are measured one after the other, in the background. */
export function useOverflow(
  project: Project,
  captions: readonly Caption[],
  locales: readonly Locale[],
): (caption: Caption, locale: Locale) => boolean {
  const { fonts } = useEditor()
  const fontsVersion = useObservable(fonts.version)
  const [found, setFound] = useState<ReadonlySet<string>>(new Set())

  // biome-ignore lint/correctness/useExhaustiveDependencies: fonts that arrive change every measure.
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const overflowing = new Set<string>()
    const measureFrom = (start: number) => {
      for (const caption of captions.slice(start, start + captionsAtOnce)) {
        const screen = project.screensByCanvasSize[caption.canvasSizeId]?.[caption.screenId]
        const element = screen?.elements[caption.elementId]
        if (screen === undefined || element?.type !== 'text') continue
        fonts.need(listFontNeeds(screen))
        for (const locale of locales) {
          if (overflows(element, screen, { caption, locale, fallbackLocale: locales[0] ?? locale })) {
            overflowing.add(keyOf(caption, locale))
          }
        }
      }
      const next = start + captionsAtOnce
      if (next < captions.length) timer = setTimeout(() => measureFrom(next), 0)
      else setFound(overflowing)
    }
    timer = setTimeout(() => measureFrom(0), 50)
    return () => clearTimeout(timer)
  }, [project, captions, locales, fonts, fontsVersion])

  return (caption, locale) => found.has(keyOf(caption, locale))
}

type Where = { caption: Caption; locale: Locale; fallbackLocale: Locale }

const measured = new WeakMap<TextElement, Map<string, boolean>>()

function overflows(
  element: TextElement,
  screen: Screen,
  { caption, locale, fallbackLocale }: Where,
): boolean {
  const known = measured.get(element) ?? new Map<string, boolean>()
  measured.set(element, known)
  const key = `${locale} ${fallbackLocale} ${document.fonts.size}`
  const before = known.get(key)
  if (before !== undefined) return before
  const languages = { locale, fallbackLocale }
  const { widthPx, heightPx } = findCanvasPx(caption.canvasSizeId, screen.orientation)
  const isTooLong =
    element.fit === undefined
      ? element.y + measureHeight(element, languages) > heightPx / widthPx
      : measureFit(element, languages).overflows
  known.set(key, isTooLong)
  return isTooLong
}
