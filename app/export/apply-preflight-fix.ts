import { getCanvasHeight } from '#app/document/catalogue/canvas-sizes.ts'
import { addCanvasSize } from '#app/document/edits/add-canvas-size.ts'
import { removeElements } from '#app/document/edits/add-element.ts'
import { bareFrame } from '#app/document/edits/bare-frame.ts'
import { changeDevice } from '#app/document/edits/change-device.ts'
import { editElements, findScreen } from '#app/document/edits/edit-screen.ts'
import type { MeasureHeight } from '#app/document/edits/estimate-text-height.ts'
import type { Locale, MintId } from '#app/document/model/ids.ts'
import type { Element, Project } from '#app/document/model/schema.ts'
import type { PreflightFix, PreflightPlace } from './preflight-item.ts'

type FixOptions = {
  at: PreflightPlace | undefined
  locale: Locale
  mint: MintId
  measureHeight?: MeasureHeight
}

/** The project without the fault. A fix whose element is gone returns the project it was given. */
export function applyPreflightFix(project: Project, fix: PreflightFix, options: FixOptions): Project {
  if (fix.kind === 'add-size') return addCanvasSize(project, { ...options, ...fix })
  const { canvasSizeId, screenId, elementId } = options.at ?? {}
  if (canvasSizeId === undefined || screenId === undefined || elementId === undefined) return project
  const ref = { canvasSizeId, screenId, elementIds: [elementId] }
  if (fix.kind === 'remove') return removeElements(project, ref)
  if (fix.kind === 'use-device') {
    const screen = findScreen(project, ref)
    if (screen === undefined) return project
    const slot = { screen, canvasSizeId, canvasHeight: getCanvasHeight(canvasSizeId, screen.orientation) }
    return editElements(project, ref, (element) =>
      element.type === 'frame' ? changeDevice(element, fix, slot) : element,
    )
  }
  return editElements(project, ref, (element) => fixElement(element, fix))
}

type ElementFix = Exclude<PreflightFix, { kind: 'add-size' | 'remove' | 'use-device' }>

function fixElement(element: Element, fix: ElementFix): Element {
  switch (fix.kind) {
    case 'bare':
      return element.type === 'frame' ? bareFrame(element, fix.canvasHeight) : element
    case 'move':
      return { ...element, x: fix.x, y: fix.y }
    case 'set-family':
      return element.type === 'text'
        ? { ...element, style: { ...element.style, family: fix.family } }
        : element
    case 'set-colour': {
      if (element.type !== 'text') return element
      // An accent of its own was chosen for the old colour.
      const { accentColour: _old, ...style } = element.style
      return { ...element, style: { ...style, colour: fix.colour } }
    }
  }
}
