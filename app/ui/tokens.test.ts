import { expect, test } from 'vitest'
import { darkTokens, lightTokens, planCssVariables, type SchemeTokens } from './tokens.ts'

/** WCAG 2.2 relative luminance of #rrggbb. */
function measureLuminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(colour.slice(start, start + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function measureContrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [measureLuminance(one), measureLuminance(other)].sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

test('black on white has the contrast of WCAG', () => {
  expect(measureContrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
  expect(measureContrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
})

const schemes: [string, SchemeTokens][] = [
  ['light', lightTokens],
  ['dark', darkTokens],
]

for (const [scheme, tokens] of schemes) {
  const grounds = [tokens.page, tokens.surface, tokens.well, tokens.hover]

  test(`${scheme}: every text colour reads on every ground (AA, 4.5)`, () => {
    const inks = [
      tokens.text,
      tokens.textMuted,
      tokens.accentText,
      tokens.danger,
      tokens.warning,
      tokens.success,
    ]
    for (const ink of inks) {
      for (const ground of grounds) {
        expect(measureContrast(ink, ground), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5)
      }
    }
  })

  test(`${scheme}: coloured text reads on its own soft ground, white reads on the accent`, () => {
    expect(measureContrast(tokens.accentText, tokens.accentSoft)).toBeGreaterThanOrEqual(4.5)
    expect(measureContrast(tokens.danger, tokens.dangerSoft)).toBeGreaterThanOrEqual(4.5)
    expect(measureContrast(tokens.warning, tokens.warningSoft)).toBeGreaterThanOrEqual(4.5)
    expect(measureContrast('#ffffff', tokens.accent)).toBeGreaterThanOrEqual(4.5)
    expect(measureContrast('#ffffff', tokens.dangerFill)).toBeGreaterThanOrEqual(4.5)
  })

  test(`${scheme}: the focus ring stands out from every ground (3)`, () => {
    // Mantine's components draw theirs in the accent itself.
    for (const ring of [tokens.focus, tokens.accent]) {
      for (const ground of grounds) {
        expect(measureContrast(ring, ground), `${ring} on ${ground}`).toBeGreaterThanOrEqual(3)
      }
    }
  })
}

test('token names become CSS variables', () => {
  expect(planCssVariables(lightTokens)['--ui-hairline-strong']).toBe(lightTokens.hairlineStrong)
})
