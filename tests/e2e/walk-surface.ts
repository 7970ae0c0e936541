import type { Page } from '@playwright/test'
import { createCaptureFile } from '#tests/factories/capture-file.ts'
import { boxes, stage, stageScreens } from './editor-steps.ts'
import { expect } from './fixtures.ts'
import { mintEmail, openList, signUp } from './steps.ts'

type Look = (name: string) => Promise<void>

const panels = [
  'Screens and layers',
  'Devices',
  'Text and shapes',
  'Background',
  'Media',
  'Templates',
  'History',
]

/** Everything a person can open, one after another, in a wide window; `look` is called at each. */
export async function walkSurface(page: Page, look: Look): Promise<void> {
  await openList(page)
  await look('first visit')
  await page.getByRole('button', { name: 'Open the sample', exact: true }).click()
  await expect(stageScreens(page).first()).toBeVisible()
  await walkEditor(page, look)
  await page.goto('/')
  const menu = page.getByRole('button', { name: /^Actions for|^More for|menu of/i }).first()
  await expect(page.getByRole('link', { name: /Tidepool/ })).toBeVisible()
  await look('list')
  if ((await menu.count()) > 0) {
    await menu.click()
    await look('list menu')
    await page.keyboard.press('Escape')
  }
  await walkMedia(page, look)
  await page.goto('/sign-in')
  await look('sign in')
  await signUp(page, mintEmail('surface'))
  await page.goto('/account')
  await expect(page.getByRole('main')).toBeVisible()
  await look('account')
}

async function walkEditor(page: Page, look: Look): Promise<void> {
  const isWide = (page.viewportSize()?.width ?? 0) > 900
  for (const name of panels) {
    const tab = page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name, exact: true })
    if ((await tab.getAttribute('aria-pressed')) !== 'true') await tab.click()
    await expect(page.getByRole('complementary', { name, exact: true })).toBeVisible()
    await look(`panel ${name}`)
  }
  await page.getByRole('button', { name: 'Close panel' }).click()
  if (isWide) {
    for (const type of ['text', 'frame', 'shape'] as const) {
      await boxes(page, type)
        .first()
        .click({ position: { x: 8, y: 8 } })
      await look(`inspector ${type}`)
    }
    await stage(page).click({ position: { x: 4, y: 4 } })
    await look('inspector screen')
  }
  for (const name of [/^Size: /, /^Language: /, /^Zoom: /]) {
    const button = page.getByRole('button', { name })
    if (!(await button.isVisible())) continue
    await button.click()
    await look(`menu ${name.source}`)
    await page.keyboard.press('Escape')
  }
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await expect(page.getByRole('button', { name: /^Export \d+ pictures?$/ })).toBeVisible()
  await look('export')
  await page.keyboard.press('Escape')
  await page
    .getByRole('button', { name: /^Preview/ })
    .first()
    .click()
  await expect(page.getByRole('dialog', { name: 'Preview' })).toBeVisible()
  await look('preview')
  await page.keyboard.press('Escape')
  if (!isWide) return
  await page.keyboard.press('?')
  await look('keys')
  await page.keyboard.press('Escape')
}

async function walkMedia(page: Page, look: Look): Promise<void> {
  await page.goto('/media')
  const files = [
    createCaptureFile('06-night-mode-with-tides.png', 660, 1434, [40, 60, 120]),
    createCaptureFile(
      'Simulator Screenshot - iPhone 17 Pro Max - 2026-02-11 at 09.41.22.png',
      660,
      1434,
      [20, 130, 110],
    ),
  ]
  await page.locator('[data-media-input]').setInputFiles(files)
  await expect(page.locator(`[title="${files[0]?.name}"]`)).toBeVisible()
  await look('media')
  await page.getByRole('button', { name: new RegExp(`^${files[0]?.name}, `) }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Crop' }).click()
  await look('crop')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
}
