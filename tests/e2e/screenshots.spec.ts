import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { PNG } from 'pngjs'
import { boxes, dropFiles, openNewProject, stage, stageScreens, undo } from './editor-steps.ts'
import { expect, test } from './fixtures.ts'
import { expectSound, expectVisibleFocus, looks } from './looks.ts'
import { card, renameProject } from './steps.ts'

/** Screenshots for review. `UPDATE_SCREENSHOTS=1` also renews the two in the README. */
const folder = join('test-results', 'screenshots')
const readmeFolder = join('tests', 'screenshots')
const readmeNames = ['list-1440-light', 'editor-1440-light']

const projects = [
  {
    name: 'Harbour weather',
    preset: 'Ember',
    pictures: ['today', 'week', 'spots'],
    caption: 'Rain to the hour',
  },
  {
    name: 'Night walks',
    preset: 'Forest',
    pictures: ['spots', 'finds', 'plan'],
    caption: 'Home before midnight',
  },
  { name: 'Bread diary', preset: 'Sunset', pictures: ['plan', 'today'], caption: 'Every loaf remembered' },
] as const

for (const { width, height, colorScheme } of looks) {
  test(`at ${width} × ${height}, ${colorScheme}: nothing overflows or overlaps, everything has a name, focus is seen`, {
    tag: '@nightly',
  }, async ({ newProfile }) => {
    test.slow()
    const context = await newProfile({ viewport: { width, height }, colorScheme })
    const page = context.pages()[0] ?? (await context.newPage())
    const shoot = async (name: string) => {
      const look = `${name}-${width}-${colorScheme}`
      await expectSound(page)
      await mkdir(folder, { recursive: true })
      await page.screenshot({ path: join(folder, `${look}.png`) })
      if (process.env.UPDATE_SCREENSHOTS !== '1' || !readmeNames.includes(look)) return
      await mkdir(readmeFolder, { recursive: true })
      const bytes = shrinkPng(await page.screenshot())
      expect(bytes.length).toBeLessThan(400_000)
      await writeFile(join(readmeFolder, `${name}.png`), bytes)
    }

    await page.goto('/')
    await expect(page.getByRole('button', { name: 'Open the sample', exact: true })).toBeVisible()
    await shoot('first-visit')
    await page.getByRole('button', { name: 'Open the sample', exact: true }).click()
    await page.waitForURL(/\/projects\//)
    const sampleUrl = page.url()
    for (const project of projects) await makeProject(page, project)

    await page.goto('/')
    await expect(page.locator('li[data-project-id]')).toHaveCount(projects.length + 1)
    await expect(page.locator('li[data-project-id] img')).toHaveCount(projects.length + 1, {
      timeout: 30_000,
    })
    await expectSettled(page)
    await shoot('list')
    await expectVisibleFocus(page, card(page, 'Tidepool (sample)'))

    await page.goto(sampleUrl)
    await expect(stageScreens(page).first()).toBeVisible()
    await expectSettled(page)
    if (width > 899) {
      const headline = page.getByRole('button', { name: /^Text: Know the tide/ }).first()
      await headline.click()
      await expect(headline).toHaveAttribute('aria-pressed', 'true')
    }
    await expectApart(page.locator('header').first())
    await shoot('editor')
    await expectVisibleFocus(page, page.getByRole('button', { name: 'Export', exact: true }))

    await page.getByRole('button', { name: 'Export', exact: true }).click()
    await expect(page.getByRole('dialog', { name: 'Export' })).toBeVisible()
    await expect(page.getByRole('button', { name: /^Export \d+ pictures?$/ })).toBeEnabled()
    await shoot('export')

    await page.goto('/sign-in')
    await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
    await shoot('sign-in')
    await expectVisibleFocus(page, page.getByRole('textbox', { name: 'E-mail' }))
  })
}

/**
 * Stored in the repository without alpha and without the lowest bit of each colour, which is invisible and compresses
 * badly.
 */
function shrinkPng(bytes: Buffer): Buffer {
  const picture = PNG.sync.read(bytes)
  for (const [at, value] of picture.data.entries()) picture.data[at] = value & 0xfe
  return PNG.sync.write(picture, { colorType: 2, deflateLevel: 9, deflateStrategy: 0 })
}

async function makeProject(page: Page, { name, preset, pictures, caption }: (typeof projects)[number]) {
  await openNewProject(page)
  const captures = pictures.map(async (picture) => ({
    name: `${picture}.webp`,
    mimeType: 'image/webp',
    buffer: await readFile(join('public', 'sample', `${picture}.webp`)),
  }))
  await dropFiles(stage(page), await Promise.all(captures))
  await expect(stageScreens(page)).toHaveCount(pictures.length)
  const text = boxes(page, 'text').first()
  await text.dblclick()
  const words = page.getByRole('textbox', { name: /^Text of/ }).first()
  await words.fill(caption)
  await words.press('Escape')
  await page.getByRole('button', { name: 'Background', exact: true }).first().click()
  const panel = page.getByRole('complementary', { name: 'Background' })
  await panel.getByRole('button', { name: preset }).click()
  await expect(undo(page)).toHaveAccessibleName('Undo: Change background')
  await expect(page.getByRole('button', { name: 'Saved on this device' })).toBeVisible()
  await page.goto('/')
  await renameProject(page, 'Untitled project', name)
  await expect(card(page, name)).toBeVisible()
}

/** Drawing goes on after the page is there: two equal screenshots show that it is over. */
async function expectSettled(page: Page): Promise<void> {
  let before: Buffer | undefined
  await expect
    .poll(async () => {
      const now = await page.screenshot()
      const isSame = before?.equals(now) ?? false
      before = now
      return isSame
    })
    .toBe(true)
}

/** No two controls of a bar lie over each other or reach out of the window. */
async function expectApart(bar: Locator): Promise<void> {
  const clashes = await bar.evaluate((node) => {
    const seen = [...node.querySelectorAll<HTMLElement>('a, button, input')]
      .filter((control) => control.checkVisibility({ visibilityProperty: true }))
      .map((control) => ({
        name: control.getAttribute('aria-label') ?? control.textContent ?? '',
        rect: control.getBoundingClientRect(),
      }))
      .filter(({ rect }) => rect.width > 0 && rect.height > 0)
    const overlaps = seen.flatMap((a, index) =>
      seen
        .slice(index + 1)
        .filter(
          (b) =>
            a.rect.left < b.rect.right - 0.5 &&
            b.rect.left < a.rect.right - 0.5 &&
            a.rect.top < b.rect.bottom - 0.5 &&
            b.rect.top < a.rect.bottom - 0.5,
        )
        .map((b) => `${a.name} / ${b.name}`),
    )
    const outside = seen
      .filter(({ rect }) => rect.left < 0 || rect.right > innerWidth)
      .map(({ name }) => `${name} is outside`)
    return { count: seen.length, problems: [...overlaps, ...outside] }
  })
  expect(clashes.count).toBeGreaterThan(3)
  expect(clashes.problems).toEqual([])
}
