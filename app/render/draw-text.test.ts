import { describe, expect, it } from 'vitest'
import { createText } from '#app/document/edits/create-element.ts'
import type { Locale } from '#app/document/model/ids.ts'
import type { TextElement, TextStyle } from '#app/document/model/schema.ts'
import { createNodeAssets, createNodeContext } from '#tests/factories/create-node-canvas.ts'
import { drawText } from './draw-text.ts'
import { fitText } from './fit-text.ts'
import { layoutText } from './layout-text.ts'
import { loadHyphenation } from './load-hyphenation.ts'
import { planAlignment, storeAlignment } from './plan-alignment.ts'

const english = 'en-US' as Locale
const size = { widthPx: 1000, heightPx: 600 }
const assets = createNodeAssets(size)

const arabic = 'اعرف متى يأتي المد'
const hebrew = 'שלום עולם'
const latin = 'Know the tide'

function createCaption(caption: string, style: Partial<TextStyle> = {}, width = 0.9): TextElement {
  return createText({
    order: 'a0',
    x: 0,
    y: 0,
    width,
    contentByLocale: { [english]: caption } as Record<Locale, string>,
    style: { size: 0.05, letterSpacing: 0, colour: '#000000', ...style },
  })
}

/** Left and right edge of the ink, in pixels; only of `colour` when it is given. */
function measureInk(element: TextElement, colour?: readonly number[]) {
  const context = createNodeContext(size.widthPx, size.heightPx)
  drawText(context, element, assets)
  const { data } = context.getImageData(0, 0, size.widthPx, size.heightPx)
  const columns: number[] = []
  for (let at = 0; at < data.length; at += 4) {
    const isInk = (data[at + 3] ?? 0) > 100
    const isColour = colour === undefined || colour.every((value, index) => data[at + index] === value)
    if (isInk && isColour) columns.push((at / 4) % size.widthPx)
  }
  return columns.reduce((seen, x) => ({ left: Math.min(seen.left, x), right: Math.max(seen.right, x) }), {
    left: size.widthPx,
    right: 0,
  })
}

const spaced = { letterSpacing: 0.2 }

describe('letter spacing', () => {
  it('leaves joined scripts exactly as they are without it, whatever their alignment', () => {
    for (const caption of [arabic, 'سلام', 'ܫܠܡܐ']) {
      for (const align of ['left', 'center', 'right'] as const) {
        expect(measureInk(createCaption(caption, { ...spaced, align })), `${caption} ${align}`).toEqual(
          measureInk(createCaption(caption, { align })),
        )
      }
    }
  })

  it('keeps every script centred, right-aligned and inside its box', () => {
    for (const caption of [latin, arabic, hebrew, `${arabic} Tidepool`, `Tidepool ${hebrew}`]) {
      const plain = measureInk(createCaption(caption, { align: 'center' }))
      const centred = measureInk(createCaption(caption, { ...spaced, align: 'center' }))
      const middle = ({ left, right }: { left: number; right: number }) => (left + right) / 2
      expect(Math.abs(middle(centred) - 450), `${caption}: ${JSON.stringify([plain, centred])}`).toBeLessThan(
        4,
      )
      expect(measureInk(createCaption(caption, { ...spaced, align: 'right' })).right).toBeLessThanOrEqual(901)
      expect(measureInk(createCaption(caption, { ...spaced, align: 'left' })).left).toBeGreaterThanOrEqual(-1)
    }
  })

  it('spaces the letters of scripts that do not join, also beside those that do', () => {
    const width = (caption: string, style: Partial<TextStyle> = {}) => {
      const { left, right } = measureInk(createCaption(caption, style))
      return right - left
    }
    expect(width(latin, spaced) - width(latin)).toBeCloseTo(12 * 10, -1)
    expect(width(hebrew, spaced) - width(hebrew)).toBeCloseTo(8 * 10, -1)
    // Seven within the name and one that parts it from the word beside it.
    expect(width(`${arabic} Tidepool`, spaced) - width(`${arabic} Tidepool`)).toBeCloseTo(8 * 10, -1)
  })

  it('wraps a joined script and draws its pill as if there were none', () => {
    const pill = { colour: '#ff0000', paddingX: 0.02, paddingY: 0.01, radius: 0 }
    const caption = `${arabic} ${arabic}`
    const measured = (style: Partial<TextStyle>) => {
      const element = createCaption(caption, { pill, ...style }, 0.5)
      const { lines, block } = layoutText(createNodeContext(10, 10), element, assets)
      return { lines: lines.map(({ text, width }) => [text, width]), block }
    }
    expect(measured(spaced)).toEqual(measured({}))
  })
})

describe('text markup', () => {
  it('shows no delimiters, and accent words in their colour', () => {
    const plain = measureInk(createCaption(latin, { align: 'left' }))
    const marked = createCaption('Know the ==tide==', { align: 'left', accentColour: '#ff0000' })
    expect(measureInk(marked)).toEqual(plain)
    const red = measureInk(marked, [255, 0, 0])
    expect(red.left).toBeGreaterThan(plain.left + 100)
    expect(red.right).toBeLessThanOrEqual(plain.right)
  })

  it('picks an accent with contrast until one is chosen', () => {
    expect(
      measureInk(createCaption('==tide==', { colour: '#ffffff' }), [255, 209, 102]).right,
    ).toBeGreaterThan(0)
    expect(measureInk(createCaption('==tide==', { colour: '#000000' }), [37, 99, 235]).right).toBeGreaterThan(
      0,
    )
  })

  it('slants italic words of a family that has no italic', () => {
    const upright = measureInk(createCaption('Il', { align: 'left', family: 'Manrope' }))
    const leaning = measureInk(createCaption('*Il*', { align: 'left', family: 'Manrope' }))
    expect(leaning.right).toBeGreaterThan(upright.right + 5)
  })

  it('orders a marked word of a right-to-left caption in reading order', () => {
    const caption = 'שלום ==עולם== טוב'
    const plain = measureInk(createCaption(caption.replaceAll('=', '')))
    const marked = createCaption(caption, { accentColour: '#ff0000' })
    const red = measureInk(marked, [255, 0, 0])
    const all = measureInk(marked)
    expect(Math.abs(all.right - all.left - (plain.right - plain.left))).toBeLessThan(3)
    // The first word stands on the right of it, the last on its left.
    expect(red.left).toBeGreaterThan(all.left + 30)
    expect(red.right).toBeLessThan(all.right - 30)
  })

  it('wraps by the visible text, not by its source', () => {
    const lines = (caption: string) =>
      layoutText(createNodeContext(10, 10), createCaption(caption, {}, 0.2), assets).lines.map(
        ({ text }) => text,
      )
    expect(lines('Know the ==tide== at *once*')).toEqual(lines('Know the tide at once'))
  })
})

describe('text fitted to its box', () => {
  const german = 'de-DE' as Locale
  const fitted = (caption: string, more: Partial<TextElement> = {}): TextElement => ({
    ...createCaption(caption, {}, 0.5),
    height: 0.2,
    fit: { min: 0.02, max: 0.2 },
    ...more,
  })
  const sizeOf = (element: TextElement) =>
    fitText(createNodeContext(10, 10), element, { assets, unitsPerWidth: 1000 })
  const layOut = (element: TextElement) => layoutText(createNodeContext(10, 10), element, assets)

  it('is as large as the box allows, never over its edges, and breaks no word', () => {
    for (const caption of [
      'Tide',
      'Know the tide',
      'Know the tide at a glance, wherever you are',
      '潮の満ち引きがわかる',
    ]) {
      const element = fitted(caption)
      const { lines, height, block } = layOut(element)
      expect(height, caption).toBeLessThanOrEqual(0.2 + 1e-6)
      expect(block.width, caption).toBeLessThanOrEqual(0.5 + 1e-3)
      expect(
        lines
          .map(({ text }) => text)
          .join('')
          .replaceAll(' ', ''),
      ).toBe(caption.replaceAll(' ', ''))
      for (const { text } of lines) for (const word of text.trim().split(' ')) expect(caption).toContain(word)
      const { size } = sizeOf(element)
      const larger = layOut({ ...element, fit: { min: size * 1.06, max: size * 1.06 } })
      expect(larger.height > 0.2 || larger.block.width > 0.5, caption).toBe(true)
    }
  })

  it('stays within its limits, and reports when even the smallest size is too large', () => {
    expect(sizeOf(fitted('Hi', { fit: { min: 0.02, max: 0.05 } }))).toEqual({ size: 0.05, overflows: false })
    expect(sizeOf(fitted('Hello there', { height: 0.01, fit: { min: 0.03, max: 0.05 } }))).toEqual({
      size: 0.03,
      overflows: true,
    })
  })

  it('has one size in all languages when a group is set', () => {
    const contentByLocale = { [english]: 'Sea', [german]: 'Küstenwasserstandsvorhersage' } as Record<
      Locale,
      string
    >
    const alone = sizeOf(fitted('', { contentByLocale })).size
    const together = sizeOf(fitted('', { contentByLocale, fitGroup: 'languages' })).size
    expect(together).toBeLessThan(alone)
    const inGerman = fitText(
      createNodeContext(10, 10),
      fitted('', { contentByLocale, fitGroup: 'languages' }),
      {
        assets: { ...assets, locale: german },
        unitsPerWidth: 1000,
      },
    )
    expect(inGerman.size).toBe(together)
  })
})

describe('letters', () => {
  const lineTexts = (element: TextElement) =>
    layoutText(createNodeContext(10, 10), element, assets).lines.map(({ text }) => text)

  it('draws capitals by the rules of the language, with marks where they were', () => {
    expect(lineTexts(createCaption('straße *ab*', { caps: true }))).toEqual(['STRASSE AB'])
    const red = createCaption('straße ==ab==', { caps: true, align: 'left', accentColour: '#ff0000' })
    expect(measureInk(red, [255, 0, 0]).left).toBeGreaterThan(measureInk(red).left + 100)
    const turkish = { ...assets, locale: 'tr' as Locale }
    const bir = { ...createCaption('', { caps: true }), contentByLocale: { [turkish.locale]: 'bir' } }
    const { lines } = layoutText(createNodeContext(10, 10), bir, turkish)
    expect(lines[0]?.text).toBe('BİR')
  })

  it('draws an untranslated text by the rules of the language it is in', () => {
    const turkish = { ...assets, locale: 'tr' as Locale }
    const untranslated = createCaption('Plan it', { caps: true })
    const layout = layoutText(createNodeContext(10, 10), untranslated, turkish)
    expect(layout.lines[0]?.text).toBe('PLAN IT')
    expect(layout.locale).toBe(english)
  })

  it('slants all letters of an italic text, and none of its marked words back', () => {
    const family = { align: 'left', family: 'Manrope' } as const
    const leaning = measureInk(createCaption('Il', { ...family, italic: true }))
    expect(leaning.right).toBeGreaterThan(measureInk(createCaption('Il', family)).right + 5)
  })

  it('fills with a gradient across the whole block', () => {
    const stops = [
      { offset: 0, colour: '#ff0000' },
      { offset: 1, colour: '#0000ff' },
    ]
    const element = createCaption('HHHHHHHH', { gradient: { angle: 90, stops }, align: 'left' })
    const context = createNodeContext(size.widthPx, size.heightPx)
    drawText(context, element, assets)
    const { left, right } = measureInk(element)
    const { data } = context.getImageData(0, 30, size.widthPx, 1)
    const inked = (from: number, to: number) => {
      for (let x = from; x !== to; x += Math.sign(to - from))
        if ((data[x * 4 + 3] ?? 0) > 200) return [data[x * 4] ?? 0, data[x * 4 + 2] ?? 0]
      return [0, 0]
    }
    const [redLeft = 0, blueLeft = 0] = inked(left, right)
    const [redRight = 0, blueRight = 0] = inked(right, left)
    expect([redLeft > 200, blueLeft < 55, redRight < 55, blueRight > 200]).toEqual([true, true, true, true])
  })

  it('draws an outline outside the letters, in its own colour', () => {
    const plain = measureInk(createCaption('HH', { align: 'left' }))
    const outlined = createCaption('HH', { align: 'left', stroke: { colour: '#00ff00', width: 0.004 } })
    const { left, right } = measureInk(outlined)
    expect(plain.left - left).toBeGreaterThanOrEqual(3)
    expect(right - plain.right).toBeGreaterThanOrEqual(3)
    expect(measureInk(outlined, [0, 255, 0]).left).toBe(left)
  })

  it('sets the lines of a list beside its signs, and fits them in the box', () => {
    const caption = 'Know the tide and the weather\nNever wait'
    const plain = layoutText(
      createNodeContext(10, 10),
      createCaption(caption, { align: 'left' }, 0.5),
      assets,
    )
    const list = createCaption(caption, { align: 'left', list: 'numbers' }, 0.5)
    const { lines, block } = layoutText(createNodeContext(10, 10), list, assets)
    expect(lines.map(({ x }) => x)).toEqual(lines.map(() => 0))
    const starts = lines.map(({ segments }) => segments.map(({ segment, x }) => [segment.text, x > 0]))
    expect(starts[0]?.[0]).toEqual(['1.', false])
    expect(starts.at(-1)?.[0]).toEqual(['2.', false])
    expect(
      starts
        .slice(1, -1)
        .flat()
        .every(([, isBeside]) => isBeside),
    ).toBe(true)
    expect(block.width).toBeLessThanOrEqual(0.5)
    expect(lines.length).toBeGreaterThanOrEqual(plain.lines.length)
    const fitted = { ...list, height: 0.2, fit: { min: 0.01, max: 0.2 } }
    const { size: fittedSize } = fitText(createNodeContext(10, 10), fitted, { assets, unitsPerWidth: 1000 })
    expect(layoutText(createNodeContext(10, 10), fitted, assets).height).toBeLessThanOrEqual(0.2001)
    expect(fittedSize).toBeGreaterThan(0.02)
  })
})

describe('hyphens', () => {
  const word = 'Versicherungsgesellschaft'
  const german = 'de-DE' as Locale
  const germanAssets = { ...assets, locale: german, fallbackLocale: german }
  const createGerman = (style: Partial<TextStyle>): TextElement => ({
    ...createCaption(word, { size: 0.1, ...style }, 0.6),
    contentByLocale: { [german]: word },
  })
  const linesOf = (text: TextElement) =>
    layoutText(createNodeContext(1, 1), text, germanAssets).lines.map(({ segments }) =>
      segments.map(({ segment }) => segment.text).join(''),
    )

  it('end the lines of a word that is too long, and are drawn nowhere else', async () => {
    await loadHyphenation(german)
    const lines = linesOf(createGerman({ hyphenate: true }))
    expect(lines.length).toBeGreaterThan(1)
    expect(lines.slice(0, -1).every((line) => /^[A-Za-z]+-$/.test(line))).toBe(true)
    expect(lines.join('').replaceAll('-', '')).toBe(word)
    expect(linesOf(createGerman({ hyphenate: true, size: 0.03 }))).toEqual([word])
  })

  it('are not drawn without the option', async () => {
    await loadHyphenation(german)
    expect(linesOf(createGerman({})).join('')).toBe(word)
  })

  it('let a fitted text stay above its smallest size', async () => {
    await loadHyphenation(german)
    const fit = { min: 0.08, max: 0.2 }
    const find = (hyphenate: boolean) =>
      fitText(
        createNodeContext(1, 1),
        { ...createGerman({ hyphenate }), fit, height: 0.5 },
        { assets: germanAssets, unitsPerWidth: 1000 },
      )
    expect(find(false).overflows).toBe(true)
    expect(find(true)).toMatchObject({ overflows: false })
    expect(find(true).size).toBeGreaterThan(fit.min)
  })

  it('are those of each language of a group, whichever is shown', async () => {
    await loadHyphenation(german)
    const group = {
      ...createGerman({ hyphenate: true }),
      contentByLocale: { [german]: word, [english]: 'Sea' } as Record<Locale, string>,
      fit: { min: 0.08, max: 0.2 },
      fitGroup: 'languages',
      height: 0.5,
    }
    const sizeIn = (locale: Locale) =>
      fitText(createNodeContext(1, 1), group, { assets: { ...assets, locale }, unitsPerWidth: 1000 })
    expect(sizeIn(english)).toEqual(sizeIn(german))
    expect(sizeIn(english).overflows).toBe(false)
  })
})

describe('alignment', () => {
  const arabicLocale = 'ar-SA' as Locale
  const both = {
    ...createCaption('Tide', { align: 'left' }),
    contentByLocale: { [english]: 'Tide', [arabicLocale]: 'المد' } as Record<Locale, string>,
  }
  const leftOf = (element: TextElement, languages: { locale: Locale; fallbackLocale?: Locale }) => {
    const layout = layoutText(createNodeContext(1, 1), element, { ...assets, ...languages })
    return { first: layout.lines[0]?.x ?? -1, width: layout.lines[0]?.width ?? 0, block: layout.block.x }
  }

  it('is mirrored for words of a language written from right to left', () => {
    expect(leftOf(both, { locale: english }).first).toBe(0)
    const { first, width, block } = leftOf(both, { locale: arabicLocale })
    expect(first + width).toBeCloseTo(0.9, 6)
    expect(block).toBeCloseTo(first, 6)
    const right = { ...both, style: { ...both.style, align: 'right' as const } }
    expect(leftOf(right, { locale: arabicLocale }).first).toBe(0)
  })

  it('stays where it is for untranslated words, and where the source itself is written so', () => {
    const untranslated = createCaption('Tide', { align: 'left' })
    expect(leftOf(untranslated, { locale: arabicLocale }).first).toBe(0)
    const source = { locale: arabicLocale, fallbackLocale: arabicLocale }
    expect(leftOf(both, source).first).toBe(0)
    expect(leftOf(both, { locale: english, fallbackLocale: arabicLocale }).first).toBe(0)
  })

  it('is stored so that the text is drawn at the chosen side', () => {
    for (const locale of [english, arabicLocale])
      for (const side of ['left', 'center', 'right'] as const) {
        const languages = { locale, fallbackLocale: english }
        const align = storeAlignment(side, both, languages)
        expect(planAlignment({ ...both, style: { ...both.style, align } }, languages)).toBe(side)
      }
  })
})
