import { findCanvasSize, getCanvasPx } from '#app/document/catalogue/canvas-sizes.ts'
import { isHeadline } from '#app/document/catalogue/headlines.ts'
import type { ElementId, Locale } from '#app/document/model/ids.ts'
import type { Project, TextElement } from '#app/document/model/schema.ts'
import { plainText } from '#app/document/model/text-markup.ts'
import { findLocalised } from '#app/render/find-localised.ts'
import { findUncovered } from '#app/render/find-uncovered.ts'
import { FALLBACK_FAMILY, findFontFamily, isUserFont } from '#app/render/fonts.ts'
import { planPanorama } from '#app/render/plan-panorama.ts'
import { getFallbackLocale } from '#app/render/project-locales.ts'
import { measureTextContrast, requiredContrast } from '#app/render/text-contrast.ts'
import { findUserFont } from '#app/render/user-fonts.ts'
import type { OpenBehind } from './create-behind-reader.ts'
import { type ExportTarget, getScreen } from './export-target.ts'
import { type PreflightFix, type PreflightInput, type PreflightItem, shorten } from './preflight-item.ts'

/** A fault of one text, before it has its place. */
type Fault = Pick<PreflightItem, 'kind' | 'message'> & { fix?: PreflightFix }

type Caption = { id: ElementId; item: TextElement }

/** A text: what it says, in which font, how well it is read. */
export function checkCaption(
  project: Project,
  { target, overflows, openBehind }: PreflightInput & { target: ExportTarget },
  { id, item }: Caption,
): PreflightItem[] {
  const locales = { locale: target.locale, fallbackLocale: getFallbackLocale(project) }
  const content = findLocalised(item.contentByLocale, locales) ?? ''
  const text = plainText(content).trim()
  const faults = [
    ...checkWords(item, text, locales),
    ...checkFont(text, item.style.family),
    ...checkContrast(project, target, {
      text: item,
      content,
      openBehind: openBehind && (() => openBehind(target, id)),
    }),
  ]
  if (overflows?.(item, target.locale)) {
    const message = `“${shorten(text)}” does not fit its box at its smallest size. Enlarge the box, or say it shorter.`
    faults.push({ kind: 'overflow', message })
  }
  return faults.map((fault) => ({ ...fault, level: 'warning', at: { ...target, elementId: id } }))
}

function checkWords(
  { contentByLocale }: TextElement,
  text: string,
  locales: { locale: Locale; fallbackLocale: Locale },
): Fault[] {
  if (text === '') {
    const isEmptyEverywhere = Object.values(contentByLocale).every((content) => content.trim() === '')
    const fix: PreflightFix = { kind: 'remove', label: 'Remove it' }
    return [{ kind: 'empty-caption', message: 'A caption is empty.', ...(isEmptyEverywhere ? { fix } : {}) }]
  }
  if (isHeadline(text)) {
    return [{ kind: 'placeholder', message: `The caption “${text}” is still our placeholder.` }]
  }
  if (!isBorrowed(contentByLocale, locales)) return []
  const message = `“${shorten(text)}” is not translated; the ${locales.fallbackLocale} text is shown.`
  return [{ kind: 'untranslated', message }]
}

function checkFont(text: string, family: string): Fault[] {
  const faults: Fault[] = []
  const useFallback: PreflightFix = {
    kind: 'set-family',
    family: FALLBACK_FAMILY,
    label: `Use ${FALLBACK_FAMILY}`,
  }
  if (!findFontFamily(family) && !isUserFont(family)) {
    const message = `The font ${family} is not part of AppFrames; Inter is used instead.`
    faults.push({ kind: 'unknown-font', message, fix: useFallback })
  }
  const { borrowed, missing } = findUncovered(text, family)
  if (borrowed.length > 0) {
    const name = findUserFont(family)?.name || (isUserFont(family) ? 'The font' : family)
    const message = `${name} has no ${quoteSigns(borrowed)}; Inter draws it. Choose a font that has the script.`
    faults.push({ kind: 'borrowed-signs', message, fix: useFallback })
  }
  if (missing.length > 0) {
    const message = `No font of AppFrames has ${quoteSigns(missing)}: a box is drawn in its place. Use other signs, or add a font that has them.`
    faults.push({ kind: 'missing-signs', message })
  }
  return faults
}

const mostSigns = 12

/** `“潮の満”`, `“ABC…” and 5 more` */
function quoteSigns(signs: readonly string[]): string {
  const more = signs.length - mostSigns
  const shown = `“${signs.slice(0, mostSigns).join('')}”`
  return more > 0 ? `${shown} and ${more} more` : shown
}

type ContrastInput = {
  text: TextElement
  content: string
  openBehind: (() => ReturnType<OpenBehind>) | undefined
}

function checkContrast(
  project: Project,
  target: ExportTarget,
  { text, content, openBehind }: ContrastInput,
): Fault[] {
  if (plainText(content).trim() === '' || !findCanvasSize(target.canvasSizeId)) return []
  const screen = getScreen(project, target)
  const { widthPx, heightPx } = getCanvasPx(target.canvasSizeId, screen.orientation)
  const scene = {
    screen,
    content,
    canvasHeight: heightPx / widthPx,
    panorama: planPanorama(project, target.canvasSizeId, target.screenId),
    openBehind: openOnce(openBehind),
  }
  const contrast = measureTextContrast(text, scene)
  const required = requiredContrast(text)
  if (contrast === undefined || contrast >= required) return []
  const found = (Math.floor(contrast * 10) / 10).toFixed(1)
  const message = `“${shorten(plainText(content))}” is hard to read on its background: contrast ${found}:1, ${required}:1 is needed. Change the colour of one of them.`
  const colour = ['#ffffff', '#000000'].find((candidate) => isReadableIn(candidate, text, scene))
  if (colour === undefined) return [{ kind: 'low-contrast', message }]
  const label = colour === '#ffffff' ? 'Make it white' : 'Make it black'
  return [{ kind: 'low-contrast', message, fix: { kind: 'set-colour', colour, label } }]
}

/** For all the colours that are tried. */
function openOnce(openBehind: ContrastInput['openBehind']): ContrastInput['openBehind'] {
  let opened: { behind: ReturnType<OpenBehind> } | undefined
  return () => {
    opened ??= { behind: openBehind?.() }
    return opened.behind
  }
}

/** The text stays the same object on its screen, because what lies behind it is found by it. */
function isReadableIn(
  colour: string,
  text: TextElement,
  scene: Parameters<typeof measureTextContrast>[1],
): boolean {
  const coloured = { ...text, style: { ...text.style, colour } }
  const elements = Object.fromEntries(
    Object.entries(scene.screen.elements).map(([id, element]) => [id, element === text ? coloured : element]),
  )
  const screen = { ...scene.screen, elements }
  return (measureTextContrast(coloured, { ...scene, screen }) ?? 0) >= requiredContrast(text)
}

function isBorrowed(
  contentByLocale: Readonly<Record<string, string>>,
  { locale, fallbackLocale }: { locale: Locale; fallbackLocale: Locale },
): boolean {
  return locale !== fallbackLocale && contentByLocale[locale] === undefined
}
