import { beforeAll, describe, expect, it } from 'vitest'
import { createText } from '#app/document/edits/create-element.ts'
import type { Locale } from '#app/document/model/ids.ts'
import { createNodeAssets, createNodeContext } from '#tests/factories/create-node-canvas.ts'
import { registerNodeFonts } from '#tests/factories/register-node-fonts.ts'
import { drawText } from './draw-text.ts'
import { layoutText } from './layout-text.ts'
import { planFontFiles } from './plan-font-files.ts'
import { findLanguageFamily } from './script-families.ts'

const captions = {
  ar: 'اعرف متى يأتي المد',
  he: 'לדעת מתי הגאות מגיעה',
  hi: 'ज्वार का समय जानें',
  th: 'รู้เวลาน้ำขึ้นน้ำลง',
  ja: '潮の満ち引きを知る',
  ko: '밀물과 썰물을 알다',
  'zh-Hans': '掌握潮汐时间',
  'zh-Hant': '掌握潮汐時間',
  ru: 'Знай время прилива',
  el: 'Μάθε την παλίρροια',
} as const

const familyOf: Record<keyof typeof captions, string> = {
  ar: 'Noto Sans Arabic',
  he: 'Noto Sans Hebrew',
  hi: 'Noto Sans Devanagari',
  th: 'Noto Sans Thai',
  ja: 'Noto Sans JP',
  ko: 'Noto Sans KR',
  'zh-Hans': 'Noto Sans SC',
  'zh-Hant': 'Noto Sans TC',
  ru: 'Inter',
  el: 'Inter',
}

const size = { widthPx: 600, heightPx: 120 }

/** The pixels of a caption, in a language. */
function draw(caption: string, locale: string, letterSpacing = 0) {
  const context = createNodeContext(size.widthPx, size.heightPx)
  const assets = { ...createNodeAssets(size), locale: locale as Locale }
  const element = createText({
    order: 'a0',
    x: 0.01,
    y: 0.01,
    width: 0.98,
    contentByLocale: { [locale]: caption } as Record<Locale, string>,
    style: { size: 0.06, letterSpacing, colour: '#000000', align: 'left' },
  })
  drawText(context, element, assets)
  const { data } = context.getImageData(0, 0, size.widthPx, size.heightPx)
  return { pixels: Buffer.from(data).toString('base64'), layout: layoutText(context, element, assets) }
}

describe('fonts by script', () => {
  it.each(Object.entries(captions))('%s is drawn by its family and no other', async (locale, caption) => {
    const loads = await planFontFiles([{ family: 'Inter', text: caption, locale }])
    const family = familyOf[locale as keyof typeof captions]
    expect([...new Set(loads.map((load) => load.family.name))].sort()).toEqual(
      [...new Set(['Inter', family])].sort(),
    )
    expect(findLanguageFamily(locale)).toBe(family === 'Inter' ? undefined : family)
  })

  it('loads few of the files of an East Asian family', async () => {
    const [whole, some] = await Promise.all([
      import('./font-files-japanese.ts'),
      planFontFiles([{ family: 'Inter', text: captions.ja, locale: 'ja' }]),
    ])
    expect(whole.upright.length).toBeGreaterThan(100)
    expect(some.length).toBeLessThan(15)
  })

  it('borrows from another family what the one of the language lacks', async () => {
    const loads = await planFontFiles([{ family: 'Inter', text: '밀물 満潮 ✓ 🎉', locale: 'ko' }])
    const families = loads.map(({ family }) => family.name)
    expect(families).toContain('Noto Sans KR')
    expect(families).toContain('Noto Color Emoji')
  })
})

describe('drawn text', () => {
  beforeAll(async () => {
    const needs = Object.entries(captions).map(([locale, text]) => ({ family: 'Inter', text, locale }))
    const others = ['直骨', '👩‍👩‍👧🇩🇪👍🏽', '𓀀'].flatMap((text) =>
      ['ja', 'zh-Hans', 'en-US'].map((locale) => ({ family: 'Inter', text, locale })),
    )
    await registerNodeFonts([...needs, ...others])
  })

  it('has the shapes of Han signs of its language', () => {
    expect(draw('直骨', 'ja').pixels).not.toBe(draw('直骨', 'zh-Hans').pixels)
  })

  it('shows a box for a sign that no family has, whatever fonts the machine has', () => {
    expect(draw('a𓀀b', 'en-US').pixels).toBe(draw('a□b', 'en-US').pixels)
  })

  it('spaces emoji apart, and never the parts of one', () => {
    const widthOf = (text: string, letterSpacing: number) =>
      draw(text, 'en-US', letterSpacing).layout.lines[0]?.width ?? 0
    const family = '👩‍👩‍👧'
    expect(widthOf(family, 0)).toBeCloseTo(widthOf('🎉', 0), 3)
    expect(widthOf(family, 0.5)).toBeCloseTo(widthOf(family, 0), 3)
    expect(widthOf(`${family}🇩🇪`, 0.5)).toBeCloseTo(widthOf(`${family}🇩🇪`, 0) + 0.03, 3)
  })
})
