/**
 * Every colour of the interface, in both schemes. They are in code, not in CSS, so that a unit test can compute their
 * contrast. The interface is neutral, so that captures stand out; the one accent is blue.
 */
export type SchemeTokens = {
  /** The page's background. */
  page: string
  /** Cards, menus, panels. */
  surface: string
  /** A recessed area inside a surface: thumbnails, code, empty slots. */
  well: string
  hover: string
  hairline: string
  hairlineStrong: string
  text: string
  textMuted: string
  /** Filled buttons (white on it). */
  accent: string
  accentHover: string
  /** The accent as text on page, surface and well. */
  accentText: string
  accentSoft: string
  focus: string
  danger: string
  /** Filled buttons that destroy; white on it. */
  dangerFill: string
  dangerSoft: string
  warning: string
  warningSoft: string
  success: string
}

export const lightTokens: SchemeTokens = {
  page: '#fbfbfc',
  surface: '#ffffff',
  well: '#f1f1f4',
  hover: '#f4f4f6',
  hairline: '#e7e7eb',
  hairlineStrong: '#d2d2d9',
  text: '#17171a',
  textMuted: '#5f5f6b',
  accent: '#2563eb',
  accentHover: '#1c52d2',
  accentText: '#1d54d6',
  accentSoft: '#edf3ff',
  focus: '#2563eb',
  danger: '#c42b2b',
  dangerFill: '#c92a2a',
  dangerSoft: '#fdf0f0',
  warning: '#8a5300',
  warningSoft: '#fdf6e7',
  success: '#0f7353',
}

export const darkTokens: SchemeTokens = {
  page: '#0e0e11',
  surface: '#17171b',
  well: '#1e1e24',
  hover: '#222228',
  hairline: '#26262d',
  hairlineStrong: '#3a3a43',
  text: '#ededf1',
  textMuted: '#a0a0ac',
  accent: '#3868ee',
  accentHover: '#4a77f2',
  accentText: '#8fb4ff',
  accentSoft: '#192444',
  focus: '#8fb4ff',
  danger: '#ff8f8f',
  dangerFill: '#cf3838',
  dangerSoft: '#341a1d',
  warning: '#f0b860',
  warningSoft: '#2f2413',
  success: '#5fd0a5',
}

/** Turns tokens into the CSS variables `--ui-page`, `--ui-hairline-strong` … that stylesheets use. */
export function planCssVariables(tokens: SchemeTokens): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tokens).map(([name, value]) => [
      `--ui-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
      value,
    ]),
  )
}
