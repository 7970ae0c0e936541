import type { Page } from '@playwright/test'

declare global {
  interface Window {
    /** The progress texts shown by the import so far. */
    progressSeen: Set<number>
  }
}

/** Drops this many small pictures, each different, that are drawn in the page; progress is recorded from then on. */
export async function dropDrawn(page: Page, count: number): Promise<void> {
  const transfer = await page.evaluateHandle(async (requested) => {
    const data = new DataTransfer()
    const canvas = new OffscreenCanvas(320, 640)
    const context = canvas.getContext('2d')
    if (context === null) throw new Error('No canvas.')
    for (let index = 0; index < requested; index += 1) {
      context.fillStyle = `rgb(${index % 256}, ${Math.floor(index / 256) * 90}, 140)`
      context.fillRect(0, 0, 320, 640)
      data.items.add(
        new File([await canvas.convertToBlob()], `Capture ${index + 1}.png`, { type: 'image/png' }),
      )
    }
    window.progressSeen = new Set()
    new MutationObserver(() => {
      const bar = document.querySelector<HTMLProgressElement>('progress[aria-label="Files added"]')
      if (bar !== null) window.progressSeen.add(bar.value)
    }).observe(document.body, { attributes: true, childList: true, subtree: true })
    return data
  }, count)
  for (const type of ['dragenter', 'dragover', 'drop']) {
    await page.locator('main').dispatchEvent(type, { dataTransfer: transfer })
  }
}
