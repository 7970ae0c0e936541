import type { Locale } from '#app/document/model/ids.ts'
import type { Project, TextElement } from '#app/document/model/schema.ts'
import { type ExportTarget, getScreen } from '#app/export/export-target.ts'
import type { PreflightInput } from '#app/export/preflight-item.ts'
import { listFontNeeds } from '#app/render/collect-media.ts'
import type { DrawAssets } from '#app/render/draw-assets.ts'
import { getDrawnHeight } from '#app/render/draw-element.ts'
import { fitText } from '#app/render/fit-text.ts'
import { UNITS_PER_WIDTH } from '#app/render/layout-text.ts'
import { getFallbackLocale } from '#app/render/project-locales.ts'
import { registerFirstFonts, registerFonts, registerOwnFonts } from './register-fonts.ts'
import { createContext, type MediaFiles } from './screen-drawer.ts'

/** The measures of a pre-flight, with the fonts of the targets. */
export async function createTextMeasure(
  project: Project,
  targets: readonly ExportTarget[],
  media: Pick<MediaFiles, 'read'>,
): Promise<Required<Pick<PreflightInput, 'overflows' | 'measureHeight'>>> {
  const needs = targets.flatMap((target) => listFontNeeds(getScreen(project, target)))
  await registerOwnFonts(
    needs.map(({ family }) => family),
    { owner: media, media },
  )
  await registerFonts(needs)
  const context = createContext(1, 1)
  const fallbackLocale = getFallbackLocale(project)
  return {
    overflows(text, locale) {
      if (text.fit === undefined) return false
      const assets = createMeasuringAssets(locale, fallbackLocale)
      return fitText(context, text, { assets, unitsPerWidth: UNITS_PER_WIDTH }).overflows
    },
    measureHeight: (text, locale) =>
      getDrawnHeight(context, text, createMeasuringAssets(locale, fallbackLocale)),
  }
}

/** The height that a text needs, in the language that needs most; in the first families. */
export function createHeightMeasure(): (text: TextElement) => number {
  registerFirstFonts()
  const context = createContext(1, 1)
  return (text) => {
    const heights = Object.entries(text.contentByLocale).map(([tag, content]) => {
      const locale = tag as Locale
      const assets = createMeasuringAssets(locale, locale)
      return getDrawnHeight(context, { ...text, contentByLocale: { [locale]: content } }, assets)
    })
    return Math.max(text.style.size, ...heights)
  }
}

function createMeasuringAssets(locale: Locale, fallbackLocale: Locale): DrawAssets {
  const nothing = () => undefined
  return { widthPx: 1000, heightPx: 1000, locale, fallbackLocale, findPicture: nothing, findName: nothing }
}
