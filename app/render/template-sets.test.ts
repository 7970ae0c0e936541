import { dirname, join } from 'node:path'
import { GlobalFonts } from '@napi-rs/canvas'
import { describe, expect, it } from 'vitest'
import { getCanvasPx } from '#app/document/catalogue/canvas-sizes.ts'
import { createProject } from '#app/document/edits/create-project.ts'
import { type Capture, planCaptures } from '#app/document/edits/plan-captures.ts'
import { measureContrast } from '#app/document/model/contrast.ts'
import type { CanvasSizeId, Locale, MediaId, ProjectId, ScreenId } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Element, Project, Screen, TextElement } from '#app/document/model/schema.ts'
import { applyTemplateSet } from '#app/document/template-sets/apply-template-set.ts'
import { recolour } from '#app/document/template-sets/recolour.ts'
import { templateSets } from '#app/document/template-sets/template-set-list.ts'
import { createNodeAssets, createNodeContext } from '#tests/factories/create-node-canvas.ts'
import { createCounter } from '#tests/factories/generate-project.ts'
import { getDrawnHeight } from './draw-element.ts'
import { drawScreen } from './draw-screen.ts'
import { fitText } from './fit-text.ts'
import { layoutText, UNITS_PER_WIDTH } from './layout-text.ts'
import { planPanorama } from './plan-panorama.ts'

const locale = 'en-US' as Locale
const mint = createCounter('t')

const fontFolders: Readonly<Record<string, string>> = {
  Inter: 'inter',
  Manrope: 'manrope',
  'DM Sans': 'dm-sans',
  Nunito: 'nunito',
  'Space Grotesk': 'space-grotesk',
  'Bricolage Grotesque': 'bricolage-grotesque',
  'Playfair Display': 'playfair-display',
  'JetBrains Mono': 'jetbrains-mono',
}
const packages = join(dirname(new URL(import.meta.url).pathname), '../../node_modules/@fontsource-variable')
for (const [family, folder] of Object.entries(fontFolders)) {
  const path = join(packages, folder, 'files', `${folder}-latin-wght-normal.woff2`)
  if (GlobalFonts.registerFromPath(path, family) === null) throw new Error(`${path} is no font.`)
}

const captureSizes: Readonly<Record<string, readonly [number, number]>> = {
  'iphone-69': [1320, 2868],
  'ipad-13': [2064, 2752],
  'play-phone': [1080, 2400],
  mac: [2880, 1800],
  'iphone-69 landscape': [2868, 1320],
}

const captions: readonly (readonly [headline: string, line?: string])[] = [
  ['Know the tide at a glance', 'Live heights for every cove on the coast'],
  ['Plan your week'],
  ['Keep every favourite spot', 'Ready, even without a signal'],
  ['Erinnerungen an jede Überquerung', 'Auch ganz ohne Empfang'],
  ['Go', 'Now'],
  ['Share a long day by the sea with everybody'],
]

function createSet(place: string): { project: Project; canvasSizeId: CanvasSizeId } {
  const canvasSizeId = place.split(' ')[0] as CanvasSizeId
  const [widthPx, heightPx] = captureSizes[place] ?? [1320, 2868]
  const captures = captions.map(
    (_, index): Capture => ({ mediaId: `m${index}` as MediaId, widthPx, heightPx, name: `${index}.png` }),
  )
  const empty = createProject({ id: 'p' as ProjectId, name: 'App', locale, mint, canvasSizeId })
  const { project } = planCaptures(empty, { captures, canvasSizeId, locale, mint })
  const inOrder = listOrdered<ScreenId, Screen>(project.screensByCanvasSize[canvasSizeId])
  const screens = inOrder.map(({ id, item }, index) => {
    const [headline = '', line] = captions[index] ?? []
    const elements = new Map<string, Element>(Object.entries(item.elements))
    for (const [elementId, element] of [...elements]) {
      if (element.type !== 'text') continue
      elements.set(elementId, { ...element, contentByLocale: { [locale]: headline } })
      const style = { ...element.style, size: element.style.size * 0.4 }
      if (line === undefined) continue
      elements.set(`${elementId} line`, { ...element, contentByLocale: { [locale]: line }, style })
    }
    return [id, { ...item, elements: Object.fromEntries(elements) }] as const
  })
  const named = { ...project.screensByCanvasSize, [canvasSizeId]: Object.fromEntries(screens) }
  return { canvasSizeId, project: { ...project, screensByCanvasSize: named } }
}

const ruler = createNodeContext(10, 10)
const measuring = createNodeAssets({ widthPx: 1000, heightPx: 1000 })
const measureHeight = (text: TextElement) => getDrawnHeight(ruler, text, measuring)

type Shown = { screen: Screen; texts: readonly TextElement[]; project: Project; canvasSizeId: CanvasSizeId }

function listShown(
  place: string,
  set: (typeof templateSets)[number],
  colours = set.colours,
): readonly Shown[] {
  const { project: plain, canvasSizeId } = createSet(place)
  const project = applyTemplateSet(plain, set, { mint, measureHeight, colours })
  return listOrdered<ScreenId, Screen>(project.screensByCanvasSize[canvasSizeId]).map(({ item }) => ({
    screen: item,
    texts: Object.values<Element>(item.elements).filter((element) => element.type === 'text'),
    project,
    canvasSizeId,
  }))
}

/** The lowest contrast of each caption with the pixels behind its lines. */
function measureCaptions({ screen, texts, project, canvasSizeId }: Shown): readonly number[] {
  const canvasPx = getCanvasPx(canvasSizeId, screen.orientation)
  const widthPx = 200
  const heightPx = Math.round((widthPx * canvasPx.heightPx) / canvasPx.widthPx)
  const context = createNodeContext(widthPx, heightPx)
  const panorama = planPanorama(project, canvasSizeId, screen.id)
  const elements = Object.fromEntries(
    Object.entries<Element>(screen.elements).filter(([, { type }]) => type !== 'text'),
  )
  const assets = { ...createNodeAssets({ widthPx, heightPx }), panorama }
  drawScreen(context, { ...screen, elements } as Screen, assets)
  return texts.map((text) => {
    const { block, lines } = layoutText(ruler, text, measuring)
    const seen = [0.02, 0.25, 0.5, 0.75, 0.98].flatMap((across) =>
      lines.map((line) => {
        const x = (text.x + block.x + block.width * across) * widthPx
        const y = (text.y + line.baseline) * widthPx
        const { data } = context.getImageData(Math.round(x), Math.round(y), 1, 1)
        const hex = [...data.slice(0, 3)].map((value) => value.toString(16).padStart(2, '0')).join('')
        return measureContrast(text.style.colour, text.style.pill?.colour ?? `#${hex}`)
      }),
    )
    return Math.min(...seen)
  })
}

describe.each(templateSets.map((set) => [set.name, set] as const))('%s', (_name, set) => {
  it.each(Object.keys(captureSizes))('has readable captions that fit their boxes on %s', (place) => {
    for (const shown of listShown(place, set)) {
      for (const text of shown.texts) {
        const { overflows, size } = fitText(ruler, text, {
          assets: measuring,
          unitsPerWidth: UNITS_PER_WIDTH,
        })
        expect([text.contentByLocale[locale], overflows]).toEqual([text.contentByLocale[locale], false])
        expect(size).toBeGreaterThan(text.style.size * 0.5)
      }
      const lowest = Math.min(...measureCaptions(shown))
      expect([shown.screen.name, lowest >= 4.5 ? 'readable' : lowest]).toEqual([
        shown.screen.name,
        'readable',
      ])
    }
  })

  it('has readable captions in the colours of a brand', () => {
    const colours = recolour(set.colours, ['#00a651', '#f7931e'])
    for (const shown of listShown('iphone-69', set, colours)) {
      expect(Math.min(...measureCaptions(shown))).toBeGreaterThanOrEqual(4.5)
    }
  })
})
