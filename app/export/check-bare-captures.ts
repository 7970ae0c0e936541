import { findCanvasSize, getCanvasHeight } from '#app/document/catalogue/canvas-sizes.ts'
import { planFrameLayout } from '#app/document/catalogue/frame-layout.ts'
import type { ElementId } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Element, Project } from '#app/document/model/schema.ts'
import { plainText } from '#app/document/model/text-markup.ts'
import { findLocalised } from '#app/render/find-localised.ts'
import { getFallbackLocale } from '#app/render/project-locales.ts'
import { type ExportTarget, getScreen } from './export-target.ts'
import { type PreflightItem, shorten } from './preflight-item.ts'

/** Devices and texts on a picture of a slot that takes the capture alone, as Wear OS does. */
export function checkBareCaptures(project: Project, target: ExportTarget): PreflightItem[] {
  const size = findCanvasSize(target.canvasSizeId)
  if (!size?.isBare) return []
  const screen = getScreen(project, target)
  // In the source language, so that all languages are one finding.
  const fallbackLocale = getFallbackLocale(project)
  const source = { locale: fallbackLocale, fallbackLocale }
  const canvasHeight = getCanvasHeight(target.canvasSizeId, screen.orientation)
  return listOrdered<ElementId, Element>(screen.elements).flatMap(({ id, item }): PreflightItem[] => {
    const common = { level: 'error' as const, at: { ...target, elementId: id } }
    if (!item.visible) return []
    if (item.type === 'text') {
      const words = shorten(plainText(findLocalised(item.contentByLocale, source) ?? ''))
      const message = `“${words}” is added text, which Google Play does not take on ${size.slot}.`
      return [{ ...common, kind: 'added-text', message, fix: { kind: 'remove', label: 'Remove the text' } }]
    }
    if (item.type !== 'frame') return []
    const { body, overlay } = planFrameLayout(item)
    if (body === undefined && overlay === undefined) return []
    const message = `A device is around the capture, which Google Play does not take on ${size.slot}.`
    const fix = { kind: 'bare', canvasHeight, label: 'Show the capture alone' } as const
    return [{ ...common, kind: 'framed-capture', message, fix }]
  })
}
