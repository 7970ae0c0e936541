import type { Page } from '@playwright/test'
import { boxes, stageScreens, undo } from './editor-steps.ts'
import { expect, test } from './fixtures.ts'
import { openList } from './steps.ts'

const sizeButton = (page: Page) => page.getByRole('button', { name: /^Size: / })

async function addSize(page: Page, name: string): Promise<void> {
  await sizeButton(page).click()
  await page.getByRole('searchbox', { name: 'Find a size' }).fill(name)
  await page.getByRole('list', { name: 'Sizes to add' }).getByRole('button').first().click()
  await expect(sizeButton(page)).toHaveAccessibleName(new RegExp(name))
}

async function showSize(page: Page, name: string): Promise<void> {
  await sizeButton(page).click()
  await page
    .getByRole('list', { name: 'Sizes of this project' })
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .click()
  await expect(sizeButton(page)).toHaveAccessibleName(new RegExp(name))
}

const headline = (page: Page, content: string) => boxes(page, 'text').and(page.getByLabel(content)).first()

async function write(page: Page, before: string, content: string): Promise<void> {
  await headline(page, before).click()
  await page.getByRole('group', { name: 'Properties' }).getByRole('textbox', { name: /^Text/ }).fill(content)
  await page.keyboard.press('Tab')
  await expect(headline(page, content)).toBeVisible()
}

test('linked sizes follow their master, keep what is changed in them, and let it be reset', async ({
  page,
}) => {
  await openList(page)
  await page
    .getByRole('button', { name: /sample/i })
    .first()
    .click()
  await expect(stageScreens(page)).toHaveCount(5)

  await test.step('an iPad, a Mac and a feature graphic are laid out from the iPhone', async () => {
    for (const [name, count] of [
      ['iPad 13', 5],
      ['Mac', 5],
      ['Play feature graphic', 1],
    ] as const) {
      await addSize(page, name)
      await expect(stageScreens(page)).toHaveCount(count)
    }
    await sizeButton(page).click()
    const sizes = page.getByRole('list', { name: 'Sizes of this project' })
    await expect(sizes.getByText('Master: other sizes follow it')).toHaveCount(1)
    await expect(sizes.getByText('Follows iPhone 6.9"')).toHaveCount(3)
    await page.keyboard.press('Escape')
  })

  await test.step('a caption of the master arrives in them', async () => {
    await showSize(page, 'iPhone 6.9')
    await write(page, 'Know the tide', 'Read the tide')
    await showSize(page, 'iPad 13')
    await expect(headline(page, 'Read the tide')).toBeVisible()
  })

  await test.step('a caption of the iPad stays there, is marked, and survives a reload', async () => {
    await write(page, 'Read the tide', 'Tides on a big screen')
    await expect(page.getByRole('button', { name: 'Reset text to iPhone 6.9"' })).toBeVisible()
    await expect(page.getByRole('img', { name: '(other than its master)' }).first()).toBeVisible()
    const layers = page.getByRole('tree', { name: 'Layers' })
    await expect(layers.getByRole('treeitem', { name: /, other than its master$/ })).toHaveCount(1)
    await showSize(page, 'Play feature graphic')
    await expect(headline(page, 'Read the tide')).toBeVisible()
    await page.reload()
    await showSize(page, 'iPad 13')
    await expect(headline(page, 'Tides on a big screen')).toBeVisible()
  })

  await test.step('the dot resets it by keyboard, and undo brings it back', async () => {
    await headline(page, 'Tides on a big screen').click()
    await page.getByRole('button', { name: 'Reset text to iPhone 6.9"' }).press('Enter')
    await expect(headline(page, 'Read the tide')).toBeVisible()
    await undo(page).click()
    await expect(headline(page, 'Tides on a big screen')).toBeVisible()
    await page.getByRole('button', { name: 'Reset screen' }).click()
    await expect(headline(page, 'Read the tide')).toBeVisible()
  })
})
