import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { walkSurface } from './walk-surface.ts'

/** WCAG 2.5.3 and 2.5.8 of everything that is shown: a sentence for each control that breaks one. */
function listProblems(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const SMALLEST_PX = 24
    const selector =
      'button, a[href], input, select, textarea, summary, [role=button], [role=tab], [role=menuitem], [role=slider], [role=switch]'
    const dialog = [...document.querySelectorAll('[role=dialog][aria-modal=true]')].at(-1)
    const controls = [...(dialog ?? document).querySelectorAll<HTMLElement>(selector)].filter(
      (control) =>
        control.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
        !control.matches(':disabled, [aria-hidden=true]'),
    )
    /** A label is part of what can be pressed. */
    const measure = (control: HTMLElement) => {
      const labels = control instanceof HTMLInputElement ? [...(control.labels ?? [])] : []
      const rects = [control, ...labels].map((part) => part.getBoundingClientRect())
      const left = Math.min(...rects.map((rect) => rect.left))
      const top = Math.min(...rects.map((rect) => rect.top))
      const right = Math.max(...rects.map((rect) => rect.right))
      const bottom = Math.max(...rects.map((rect) => rect.bottom))
      return { left, top, width: right - left, height: bottom - top }
    }
    const nameOf = (control: HTMLElement) =>
      `${control.tagName.toLowerCase()} “${(control.ariaLabel ?? control.textContent ?? '').trim().slice(0, 50)}”`
    const isInWindow = ({ left, top, width, height }: ReturnType<typeof measure>) =>
      width > 1 &&
      height > 1 &&
      left + width > 0 &&
      top + height > 0 &&
      left < innerWidth &&
      top < innerHeight
    const placed = controls.map((control) => ({ control, box: measure(control) }))
    const shown = placed.filter(({ box }) => isInWindow(box))

    const small = shown.filter(({ control, box: { left, top, width, height } }) => {
      if (width >= SMALLEST_PX - 0.5 && height >= SMALLEST_PX - 0.5) return false
      // In a sentence, and on the stage, where the size is that of the design.
      if (control.matches('p a, [data-element-id]')) return false
      // Small targets count as large enough where a circle of 24 px around each meets no other target.
      const [x, y] = [left + width / 2, top + height / 2]
      return shown.some(({ control: other, box }) => {
        if (other === control || other.contains(control) || control.contains(other)) return false
        const dx = Math.max(box.left - x, 0, x - box.left - box.width)
        const dy = Math.max(box.top - y, 0, y - box.top - box.height)
        return Math.hypot(dx, dy) < SMALLEST_PX / 2
      })
    })

    const words = (text: string) =>
      text
        .toLowerCase()
        .replaceAll(/[\s\p{P}\p{S}]+/gu, ' ')
        .trim()
    const readShown = (control: HTMLElement) => {
      const walker = document.createTreeWalker(control, NodeFilter.SHOW_TEXT)
      let text = ''
      while (walker.nextNode()) {
        const parent = walker.currentNode.parentElement
        if (parent === null || parent.closest('[aria-hidden=true]') !== null) continue
        if (!parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue
        if (parent.getBoundingClientRect().width <= 1) continue
        text += ` ${walker.currentNode.textContent ?? ''}`
      }
      return words(text)
    }
    const misnamed = shown.filter(({ control }) => {
      const name = control.ariaLabel
      if (name === null || control.matches('input, textarea, select')) return false
      return !words(name).includes(readShown(control))
    })
    if (shown.length === 0) return ['no control is shown']
    return [
      ...small.map(
        ({ control, box }) =>
          `${nameOf(control)} is ${Math.round(box.width)} × ${Math.round(box.height)} px beside another`,
      ),
      ...misnamed.map(({ control }) => `${nameOf(control)} shows “${readShown(control)}”`),
    ]
  })
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every control is 24 px large and is named as it shows (${colorScheme})`, {
    tag: '@nightly',
  }, async ({ newProfile }) => {
    const context = await newProfile({ viewport: { width: 1440, height: 900 }, colorScheme })
    const page = await context.newPage()
    const problems: Record<string, string[]> = {}
    await walkSurface(page, async (name) => {
      const found = await listProblems(page)
      if (found.length > 0) problems[name] = found
    })
    expect(problems).toEqual({})
  })
}
