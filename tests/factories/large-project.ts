import { addCanvasSize } from '#app/document/edits/add-canvas-size.ts'
import type { CanvasSizeId, ElementId, Locale, ScreenId } from '#app/document/model/ids.ts'
import type { Element, Project, Screen } from '#app/document/model/schema.ts'
import { createCounter } from './generate-project.ts'
import { createTenScreens, tenScreensSize } from './ten-screens.ts'

export const largeSizes = [tenScreensSize, 'iphone-63', 'iphone-65'] as CanvasSizeId[]

const words: Readonly<Record<string, string>> = {
  'en-US': 'Know the tide',
  'de-DE': 'Die Gezeiten im Blick',
  'fr-FR': 'La marée d’un coup d’œil',
  'es-ES': 'La marea de un vistazo',
  'pt-BR': 'A maré num relance',
}
export const largeLocales = Object.keys(words) as Locale[]

/** Ten screens in three sizes and five languages: 150 pictures. */
export function createLargeProject(): Project {
  const ten = createTenScreens()
  const screens = Object.entries(ten.screensByCanvasSize[tenScreensSize] ?? {}) as [ScreenId, Screen][]
  const translated = screens.map(([id, screen]) => [id, translate(screen)] as const)
  const project: Project = {
    ...ten,
    name: 'Large',
    locales: Object.fromEntries(largeLocales.map((locale, index) => [locale, { order: `a${index}` }])),
    screensByCanvasSize: { [tenScreensSize]: Object.fromEntries(translated) },
  }
  const mint = createCounter('large')
  const locale = 'en-US' as Locale
  return largeSizes
    .slice(1)
    .reduce(
      (all, canvasSizeId) => addCanvasSize(all, { canvasSizeId, copyFrom: tenScreensSize, locale, mint }),
      project,
    )
}

/** Every text says the words of each language and the screen's own name. */
function translate(screen: Screen): Screen {
  const elements = (Object.entries(screen.elements) as [ElementId, Element][]).map(([id, element]) => {
    if (element.type !== 'text') return [id, element] as const
    const contentByLocale = Object.fromEntries(
      largeLocales.map((locale) => [locale, `${words[locale]} ${screen.name}`]),
    )
    return [id, { ...element, contentByLocale }] as const
  })
  return { ...screen, elements: Object.fromEntries(elements) }
}
