import { listGraphemes } from './break-units.ts'
import { EMOJI_FAMILY, FALLBACK_FAMILY, type FontFamilyName, type ScriptFamilyName } from './fonts.ts'
import { coversSign, findCovering, isCoverageKnown } from './sign-coverage.ts'

/** Beyond what every first family draws. */
const foreign = /[^\t\n\r\u0020-\u02AF\u2010-\u2027\u2030-\u203A\u20AC\u2122\u2212\u200B-\u200F\u2060]/

/** Whether a text needs more than the first families. */
export function needsScripts(text: string): boolean {
  return foreign.test(text)
}

const scripts: readonly (readonly [RegExp, ScriptFamilyName])[] = [
  [/\p{Script=Arabic}/u, 'Noto Sans Arabic'],
  [/\p{Script=Hebrew}/u, 'Noto Sans Hebrew'],
  [/\p{Script=Devanagari}/u, 'Noto Sans Devanagari'],
  [/\p{Script=Thai}/u, 'Noto Sans Thai'],
]

const eastAsian =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\u3000-\u303F\uFF00-\uFFEF]/u

/**
 * The families that draw what the text's own family and the fallback lack, in their order: by script, Han signs in the
 * shapes of the language; then, once the coverage is known, any that has what is left.
 */
export function planScriptFamilies(
  text: string,
  { family, locale }: { family: string; locale: string },
): FontFamilyName[] {
  if (!needsScripts(text)) return []
  const planned = new Set<FontFamilyName>(
    scripts.filter(([pattern]) => pattern.test(text)).map(([, name]) => name),
  )
  if (eastAsian.test(text)) planned.add(planHanFamily(text, locale))
  if (hasEmoji(text)) planned.add(EMOJI_FAMILY)
  if (!isCoverageKnown()) return [...planned]
  const first = [family, FALLBACK_FAMILY]
  for (const sign of listGraphemes(text.normalize('NFC'))) {
    if ([...first, ...planned].some((name) => coversSign(sign, name))) continue
    const covering = findCovering(sign) ?? findCovering(standIn)
    if (covering !== undefined) planned.add(covering)
  }
  return [...planned]
}

/** Every family that draws a part of the text, its own one first. */
export function listDrawingFamilies({ family, text = '', locale = '' }: DrawnText): string[] {
  if (!needsScripts(text)) return [family]
  return [family, FALLBACK_FAMILY, ...planScriptFamilies(text, { family, locale })]
}

type DrawnText = { family: string; text?: string; locale?: string }

function planHanFamily(text: string, locale: string): ScriptFamilyName {
  const { language, script } = findLanguage(locale)
  if (language === 'ja') return 'Noto Sans JP'
  if (language === 'ko') return 'Noto Sans KR'
  if (language === 'zh') return script === 'Hant' ? 'Noto Sans TC' : 'Noto Sans SC'
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return 'Noto Sans JP'
  return /\p{Script=Hangul}/u.test(text) ? 'Noto Sans KR' : 'Noto Sans SC'
}

function findLanguage(locale: string): { language?: string | undefined; script?: string | undefined } {
  try {
    return new Intl.Locale(locale).maximize()
  } catch {
    return {}
  }
}

const familyOfScript: Readonly<Record<string, ScriptFamilyName>> = {
  Arab: 'Noto Sans Arabic',
  Hebr: 'Noto Sans Hebrew',
  Deva: 'Noto Sans Devanagari',
  Thai: 'Noto Sans Thai',
  Jpan: 'Noto Sans JP',
  Kore: 'Noto Sans KR',
  Hans: 'Noto Sans SC',
  Hant: 'Noto Sans TC',
}

/** The family that a language is complete with; none for languages that the first families draw. */
export function findLanguageFamily(locale: string): ScriptFamilyName | undefined {
  return familyOfScript[findLanguage(locale).script ?? '']
}

const emojiPart = /\p{Emoji_Presentation}|\uFE0F|\u20E3/u

export function hasEmoji(text: string): boolean {
  return emojiPart.test(text)
}

/** A grapheme shown in colour: by its nature, or by a variation selector behind it. */
export function isEmoji(sign: string): boolean {
  return emojiPart.test(sign) && !sign.includes('\uFE0E')
}

/** Drawn where no bundled family has a sign, so that no font of the machine does. */
const standIn = '□'

/** The text with every sign replaced that neither its family nor a bundled one has. */
export function replaceUncovered(text: string, family: string): string {
  if (!needsScripts(text) || !isCoverageKnown()) return text
  return listGraphemes(text)
    .map((sign) => {
      const normal = sign.normalize('NFC')
      const isCovered = coversSign(normal, family) || coversSign(normal, FALLBACK_FAMILY)
      return isCovered || findCovering(normal) !== undefined ? sign : standIn
    })
    .join('')
}
