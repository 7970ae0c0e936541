import { beforeAll, describe, expect, it } from 'vitest'
import { parseMarkup } from '#app/document/model/text-markup.ts'
import { hyphenateText, SOFT_HYPHEN } from './hyphenation.ts'
import { findPatterns, loadHyphenation } from './load-hyphenation.ts'
import { wrapText } from './wrap-text.ts'

const german = 'de-DE'
beforeAll(() => loadHyphenation(german))

const show = (text: string): string => text.replaceAll(SOFT_HYPHEN, '-')
const hyphenate = (source: string, locale: string) => hyphenateText(parseMarkup(source), locale)

/** Lines of so many signs; a soft hyphen counts at the end of a line alone. */
function wrap(text: string, { width, balanced }: { width: number; balanced: boolean }): string[] {
  const measure = (start: number, end: number) => {
    const part = text.slice(start, end)
    return part.replaceAll(SOFT_HYPHEN, '').length + (part.endsWith(SOFT_HYPHEN) ? 1 : 0)
  }
  return wrapText(text, { maxWidth: width, measure, balanced }).map(({ start, end }) => {
    const part = text.slice(start, end)
    return part.replaceAll(SOFT_HYPHEN, '') + (part.endsWith(SOFT_HYPHEN) ? '-' : '')
  })
}

describe('words of a language that has patterns', () => {
  it('are broken where the language breaks them', async () => {
    await Promise.all(['en-US', 'fr-FR', 'ru'].map(loadHyphenation))
    expect(show(hyphenate('Versicherungsgesellschaft', german).text)).toBe('Ver-si-che-rungs-ge-sell-schaft')
    expect(show(hyphenate('notification', 'en-US').text)).toBe('no-ti-fi-ca-tion')
    expect(show(hyphenate('développement', 'fr-FR').text)).toBe('dé-ve-lop-pe-ment')
    expect(show(hyphenate('уведомления', 'ru').text)).toContain('-')
  })

  it('keep their marks and their places in the source', () => {
    const source = 'Die **Versicherung** hilft'
    const { text, spans, sourceAt } = hyphenate(source, german)
    const bold = spans.find(({ marks }) => marks.has('bold'))
    expect(show(text.slice(bold?.start, bold?.end))).toBe('Ver-si-che-rung')
    expect(sourceAt).toHaveLength(text.length)
    for (const [at, sign] of [...text].entries())
      if (sign !== SOFT_HYPHEN) expect(source[sourceAt[at] ?? -1]).toBe(sign)
    expect(spans.at(0)?.start).toBe(0)
    expect(spans.at(-1)?.end).toBe(text.length)
    for (const [index, span] of spans.entries()) if (index > 0) expect(span.start).toBe(spans[index - 1]?.end)
  })

  it('stay whole in balanced lines unless they are too long for one', () => {
    const { text } = hyphenate('Ihre Versicherung immer dabei', german)
    expect(wrap(text, { width: 15, balanced: true })).toEqual(['Ihre', 'Versicherung', 'immer dabei'])
    expect(wrap(text, { width: 9, balanced: true })).toEqual(['Ihre', 'Versiche-', 'rung', 'immer', 'dabei'])
  })

  it('fill the lines that are not balanced', () => {
    const { text } = hyphenate('Ihre Versicherung immer dabei', german)
    expect(wrap(text, { width: 15, balanced: false })).toEqual(['Ihre Versiche-', 'rung immer', 'dabei'])
  })
})

it('a language without patterns keeps its words whole', async () => {
  expect(findPatterns('ja')).toBeUndefined()
  expect(findPatterns('en-AU')).toBe('en-GB')
  await loadHyphenation('ja')
  expect(hyphenate('日本語のアプリケーション', 'ja').text).not.toContain(SOFT_HYPHEN)
})
