import { expect, it } from 'vitest'
import { createText } from '#app/document/edits/create-element.ts'
import { fontFamilyOf } from '#app/document/model/font-media.ts'
import type { ElementId, Locale, MediaId, ScreenId } from '#app/document/model/ids.ts'
import type { Screen, TextStyle } from '#app/document/model/schema.ts'
import { listFontNeeds } from '#app/render/collect-media.ts'
import { drawScreen } from '#app/render/draw-screen.ts'
import { findUncovered } from '#app/render/find-uncovered.ts'
import { loadCoverage } from '#app/render/sign-coverage.ts'
import { createNodeContext } from '#tests/factories/create-node-canvas.ts'
import { createFontFile, type FontFileOptions } from '#tests/factories/font-file.ts'
import { registerNodeFonts } from '#tests/factories/register-node-fonts.ts'
import { type FontBytes, registerOwnFonts } from './register-fonts.ts'

const mediaId = 'c0ffee00-0000-4000-8000-000000000001' as MediaId
const family = fontFamilyOf(mediaId)
const english = 'en-US' as Locale
const sidePx = 200

function createScreen(content: string, style: Partial<TextStyle> = {}): Screen {
  const text = createText({ order: 'a0', x: 0, y: 0.3, width: 1, contentByLocale: { [english]: content } })
  return {
    id: 's' as ScreenId,
    order: 'a0',
    name: 'Screen',
    orientation: 'portrait',
    background: { type: 'colour', colour: '#ffffff' },
    elements: {
      ['t' as ElementId]: {
        ...text,
        style: { ...text.style, family, size: 0.25, colour: '#000000', align: 'left', weight: 400, ...style },
      },
    },
  }
}

type Owner = { owner: object; media: FontBytes }

function createOwner(font?: FontFileOptions): Owner {
  const file = font && { bytes: createFontFile(font) }
  return { owner: {}, media: { read: async (id) => (id === mediaId ? file : undefined) } }
}

/** The share of dark pixels. */
async function measureInk(owner: Owner, screen: Screen): Promise<number> {
  const needs = listFontNeeds(screen)
  await registerOwnFonts(
    needs.map((need) => need.family),
    owner,
  )
  await registerNodeFonts([{ family: 'Inter' }, ...needs])
  const context = createNodeContext(sidePx, sidePx)
  drawScreen(context, screen, {
    widthPx: sidePx,
    heightPx: sidePx,
    locale: english,
    fallbackLocale: english,
    findPicture: () => undefined,
    findName: () => undefined,
  })
  const { data } = context.getImageData(0, 0, sidePx, sidePx)
  let dark = 0
  for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 255) < 128) dark++
  return dark / (sidePx * sidePx)
}

/** Two squares of a quarter of the width. */
const twoSquares = 2 * 0.25 ** 2

it('a text is drawn by the font of its own, in whatever weight it is asked for', async () => {
  const owner = createOwner({ signs: 'ab' })
  for (const weight of [100, 400, 900])
    expect(await measureInk(owner, createScreen('ab', { weight }))).toBeCloseTo(twoSquares, 2)
  expect(await measureInk(owner, createScreen('**ab**'))).toBeCloseTo(twoSquares, 2)
})

it('signs that the font lacks are drawn by the bundled families', async () => {
  const owner = createOwner({ signs: 'a' })
  const mixed = await measureInk(owner, createScreen('ai'))
  expect(mixed).toBeGreaterThan(twoSquares / 2)
  expect(mixed).toBeLessThan(twoSquares * 0.8)
})

it('without its file a text is drawn in the fallback family', async () => {
  const without = await measureInk(createOwner(), createScreen('ab'))
  expect(without).toBe(await measureInk(createOwner(), createScreen('ab', { family: 'Inter' })))
})

it('the font of one account is not drawn for another that has the same id', async () => {
  const one = createOwner({ signs: 'ab' })
  expect(await measureInk(one, createScreen('ab'))).toBeCloseTo(twoSquares, 2)
  const other = createOwner()
  expect(await measureInk(other, createScreen('ab'))).toBeLessThan(twoSquares * 0.8)
  expect(await measureInk(one, createScreen('ab'))).toBeCloseTo(twoSquares, 2)
})

it('a sign that neither the font nor a bundled family has is reported, and one that the font has is not', async () => {
  await loadCoverage()
  // Runes are in no bundled family.
  const [runeF, runeU] = ['\u16A0', '\u16A2']
  await measureInk(createOwner({ signs: `a${runeF}` }), createScreen('a'))
  expect(findUncovered(`a${runeF}${runeU}`, family).missing).toEqual([runeU])
})

it('a damaged font stops the drawing with a sentence', async () => {
  const owner = {
    owner: {},
    media: { read: async () => ({ bytes: createFontFile({ signs: 'a' }).slice(0, 200) }) },
  }
  await expect(registerOwnFonts([family], owner)).rejects.toThrow('is damaged')
})
