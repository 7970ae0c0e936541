import type { Locator, Page } from '@playwright/test'

/** A phone held upright. */
export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

type Point = { x: number; y: number }

/** Fingers on the screen, through the browser's own input: what a page sees is what a phone sends. */
export interface Fingers {
  /** One finger for each point; the first of them may be down already. */
  down(...points: Point[]): Promise<void>
  move(...points: Point[]): Promise<void>
  up(): Promise<void>
  /** One finger from here to there in small steps; it stays on the screen. */
  drag(from: Point, to: Point): Promise<void>
}

export async function openFingers(page: Page): Promise<Fingers> {
  const devtools = await page.context().newCDPSession(page)
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly Point[]) =>
    devtools.send('Input.dispatchTouchEvent', { type, touchPoints: points.map((at, id) => ({ ...at, id })) })
  return {
    async down(...points) {
      for (let count = 1; count <= points.length; count += 1) await send('touchStart', points.slice(0, count))
    },
    move: async (...points) => void (await send('touchMove', points)),
    up: async () => void (await send('touchEnd', [])),
    async drag(from, to) {
      const steps = 8
      await send('touchStart', [from])
      for (let step = 1; step <= steps; step += 1) {
        const at = (start: number, end: number) => start + ((end - start) * step) / steps
        await send('touchMove', [{ x: at(from.x, to.x), y: at(from.y, to.y) }])
      }
      // A finger that leaves in full swing flings, and Chromium takes the next tap as the end of the fling.
      await page.waitForTimeout(120)
      await send('touchMove', [to])
    },
  }
}

export async function middleOf(target: Locator): Promise<Point> {
  const box = await target.boundingBox()
  if (box === null) throw new Error('It is not shown.')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}
