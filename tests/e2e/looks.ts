import type { Locator, Page } from '@playwright/test'
import { expect } from './fixtures.ts'

/** Checks for every page: the window sizes, and the faults that are wrong in all of them. */
export const looks = [
  { width: 1440, height: 900, colorScheme: 'light' },
  { width: 1440, height: 900, colorScheme: 'dark' },
  { width: 390, height: 844, colorScheme: 'light' },
  { width: 390, height: 844, colorScheme: 'dark' },
] satisfies { width: number; height: number; colorScheme: 'light' | 'dark' }[]

const controls = 'button|link|textbox|searchbox|combobox|checkbox|radio|slider|spinbutton|switch|tab|menuitem'

export async function expectSound(page: Page): Promise<void> {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(overflow, 'pixels wider than the window').toBeLessThanOrEqual(0)
  const tree = await page.locator('body').ariaSnapshot()
  const nameless = tree.split('\n').filter((line) => new RegExp(`^\\s*- (${controls})\\b(?! ")`).test(line))
  expect(nameless, 'controls without a name').toEqual([])
}

/** By the pixels around it: whatever style is used, it must be visible. */
export async function expectVisibleFocus(page: Page, target: Locator): Promise<void> {
  // Only after a key does the browser take focus for keyboard focus.
  await page.keyboard.press('Tab')
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur())
  await target.scrollIntoViewIfNeeded()
  const box = await target.boundingBox()
  if (box === null) throw new Error('Nothing to focus.')
  const clip = {
    x: Math.max(0, box.x - 8),
    y: Math.max(0, box.y - 8),
    width: box.width + 16,
    height: box.height + 16,
  }
  const without = await page.screenshot({ clip })
  await target.focus()
  expect((await page.screenshot({ clip })).equals(without), 'looks the same with and without focus').toBe(
    false,
  )
}

/** WCAG AA: 4.5, and 3 for large text. For every visible text, on its background. */
export async function expectReadable(page: Page): Promise<void> {
  const faint = await page.evaluate(() => {
    const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
    if (context === null) throw new Error('No canvas.')
    type Colour = [number, number, number, number]
    const read = (css: string): Colour => {
      context.clearRect(0, 0, 1, 1)
      context.fillStyle = css
      context.fillRect(0, 0, 1, 1)
      const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data
      return [red, green, blue, alpha / 255]
    }
    const over = (top: Colour, ground: Colour): Colour => {
      const mix = (at: 0 | 1 | 2) => top[at] * top[3] + ground[at] * (1 - top[3])
      return [mix(0), mix(1), mix(2), 1]
    }
    const findGround = (element: Element | null): Colour => {
      if (element === null) return [255, 255, 255, 1]
      const own = read(getComputedStyle(element).backgroundColor)
      return own[3] === 1 ? own : over(own, findGround(element.parentElement))
    }
    const measureLuminance = (colour: Colour) => {
      const [red = 0, green = 0, blue = 0] = colour.slice(0, 3).map((value) => {
        const channel = value / 255
        return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
      })
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
    const problems: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement
      const words = walker.currentNode.textContent?.trim() ?? ''
      if (element === null || words === '') continue
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue
      if (element.closest('script, style, :disabled, .ui-visually-hidden') !== null) continue
      const style = getComputedStyle(element)
      const ground = findGround(element)
      const [ink, paper] = [measureLuminance(over(read(style.color), ground)), measureLuminance(ground)]
      const ratio = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05)
      const sizePx = Number.parseFloat(style.fontSize)
      const isLarge = sizePx >= 24 || (sizePx >= 18.66 && Number(style.fontWeight) >= 700)
      if (ratio < (isLarge ? 3 : 4.5)) problems.push(`${ratio.toFixed(2)}: ${words.slice(0, 60)}`)
    }
    return problems
  })
  expect(faint, 'texts that are too faint').toEqual([])
}

/** Tab follows the reading order, and never visits one place twice. */
export async function expectFocusInOrder(page: Page, { atLeast }: { atLeast: number }): Promise<void> {
  await page.evaluate(() => {
    // After a mere blur Tab would continue from the last focus.
    document.body.tabIndex = -1
    document.body.focus()
    document.body.removeAttribute('tabindex')
    window.scrollTo(0, 0)
  })
  const stops: { name: string; top: number; bottom: number }[] = []
  for (let count = 0; count < 60; count += 1) {
    await page.keyboard.press('Tab')
    const failure = await page.evaluate(() => {
      const focused = document.activeElement
      if (focused === null || focused === document.body) return undefined
      const { top, bottom } = focused.getBoundingClientRect()
      const seen = focused as HTMLElement & { __appframesSeen?: true }
      if (seen.__appframesSeen) return undefined
      seen.__appframesSeen = true
      const name = focused.getAttribute('aria-label') ?? focused.textContent ?? focused.tagName
      return { name: name.trim().slice(0, 40), top: top + scrollY, bottom: bottom + scrollY }
    })
    if (failure === undefined) break
    stops.push(failure)
  }
  expect(stops.length, stops.map(({ name }) => name).join(' → ')).toBeGreaterThanOrEqual(atLeast)
  const jumps = stops
    .slice(1)
    .filter((failure, at) => failure.bottom <= (stops[at]?.top ?? 0))
    .map(({ name }) => name)
  expect(jumps, 'come after something that is below them').toEqual([])
}
