import type { Locator, Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { mintEmail, openList, password, signUp } from './steps.ts'

const projects = (page: Page) => page.getByRole('list', { name: 'Projects' })
const card = (page: Page, name: string) => projects(page).getByRole('listitem').filter({ hasText: name })
const cardNames = (page: Page) => projects(page).locator('li a').allTextContents()
const says = (page: Page, words: string) =>
  expect(page.getByRole('status').filter({ hasText: words })).toBeAttached()

async function openMenu(page: Page, name: string) {
  await card(page, name).hover()
  await page.getByRole('button', { name: `Actions for ${name}`, exact: true }).click()
}

async function rename(page: Page, from: string, to: string) {
  await openMenu(page, from)
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  await page.getByRole('textbox', { name: `New name of ${from}` }).fill(to)
  await page.keyboard.press('Enter')
  await expect(card(page, to)).toBeVisible()
}

async function createProject(page: Page, name: string) {
  await page.goto('/')
  await page.getByRole('button', { name: 'New project' }).first().click()
  await page.waitForURL(/\/projects\/[0-9a-f-]{36}$/)
  await page.goto('/')
  await rename(page, 'Untitled project', name)
}

/** Focused by keyboard alone: at most this many presses of Tab away. */
async function tabTo(page: Page, target: Locator, limit = 30) {
  for (let presses = 0; presses < limit; presses += 1) {
    await page.keyboard.press('Tab')
    if (await target.evaluate((element) => element === document.activeElement)) return
  }
  throw new Error(`not reached with ${limit} presses of Tab`)
}

test('a first visit states where projects are stored and opens the finished sample', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByText('Works offline. Nothing leaves this device until you sign in.')).toBeVisible()
  const cover = page.getByRole('img', { name: /finished store screenshots/ })
  await expect
    .poll(() => cover.evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(1000)

  await page.getByRole('button', { name: 'Open the sample', exact: true }).click()
  await page.waitForURL(/\/projects\/[0-9a-f-]{36}$/)
  await page.goto('/')
  await expect(card(page, 'Tidepool (sample)')).toContainText('iPhone 6.9", Play phone · English, German')
  await expect(card(page, 'Tidepool (sample)')).toContainText('Edited just now')
})

test('a first visit shows its page before the scripts, and keeps a press for them', async ({
  newProfile,
}) => {
  const context = await newProfile({ serviceWorkers: 'block' })
  let release = (): void => undefined
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await context.route(/\/assets\/entry\.client-[^/]*\.js/, async (route) => {
    await released
    await route.continue()
  })
  const page = await context.newPage()
  await page.goto('/', { waitUntil: 'commit' })
  await expect(page.getByRole('img', { name: /finished store screenshots/ })).toBeVisible()
  await page.getByRole('button', { name: 'Open the sample', exact: true }).click()
  release()
  await page.waitForURL(/\/projects\/[0-9a-f-]{36}$/)
})

test('the card of a project is a real picture of its screens', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: 'Open the sample', exact: true }).click()
  await page.waitForURL(/\/projects\//)
  await page.goto('/')
  const picture = card(page, 'Tidepool (sample)').locator('img')
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(200)
})

test('rename in place: Enter keeps the new name, Escape the old one, and it is still there after a reload', async ({
  page,
}) => {
  await createProject(page, 'Weather')
  await openMenu(page, 'Weather')
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  await page.getByRole('textbox', { name: 'New name of Weather' }).fill('Not this')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('link', { name: 'Weather', exact: true })).toBeFocused()
  await expect.poll(() => cardNames(page)).toEqual(['Weather'])

  await rename(page, 'Weather', 'Weather & tides')
  await page.reload()
  await expect(card(page, 'Weather & tides')).toBeVisible()
})

test('duplicate makes a second project', { tag: '@nightly' }, async ({ page }) => {
  await createProject(page, 'Weather')
  await openMenu(page, 'Weather')
  await page.getByRole('menuitem', { name: 'Duplicate' }).click()
  await expect(projects(page).locator('li a')).toHaveCount(2)
  await page.reload()
  await expect(projects(page).locator('li a')).toHaveCount(2)
})

test('a menu whose code cannot be fetched is a notice, the list stays, and it opens once it can', {
  tag: '@nightly',
}, async ({ page, allowConsoleErrors }) => {
  allowConsoleErrors(/ERR_FAILED/)
  await createProject(page, 'Weather')
  const file = /\/assets\/project-menu-items-[^/]*\.js/
  await page.context().route(file, (route) => route.abort())
  await page.reload()
  await openMenu(page, 'Weather')
  await expect(page.getByText('This part of the app could not be fetched')).toBeVisible()
  await expect(card(page, 'Weather')).toBeVisible()
  await page.context().unroute(file)
  await page.getByRole('button', { name: 'Actions for Weather', exact: true }).click()
  await openMenu(page, 'Weather')
  await expect(page.getByRole('menuitem', { name: 'Rename' })).toBeVisible()
})

test('deleting is undone from the toast or with Ctrl+Z, and stays done otherwise', async ({ page }) => {
  await createProject(page, 'Weather')
  await createProject(page, 'Ledger')
  await openMenu(page, 'Weather')
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(card(page, 'Weather')).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(card(page, 'Weather')).toBeVisible()

  await page.getByRole('link', { name: 'Weather', exact: true }).focus()
  await page.keyboard.press('Delete')
  await expect(card(page, 'Weather')).toHaveCount(0)
  await page.keyboard.press('ControlOrMeta+z')
  await expect(card(page, 'Weather')).toBeVisible()

  await page.getByRole('link', { name: 'Weather', exact: true }).focus()
  await page.keyboard.press('Delete')
  await expect(card(page, 'Weather')).toHaveCount(0)
  await page.reload()
  await expect(card(page, 'Ledger')).toBeVisible()
  await expect.poll(() => cardNames(page)).toEqual(['Ledger'])
})

test('search finds at once, reports when nothing matches, and the order is remembered', {
  tag: '@nightly',
}, async ({ page }) => {
  await createProject(page, 'Café Finder')
  await createProject(page, 'Ledger')
  await createProject(page, 'Atlas')

  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox')).toBeFocused()
  await page.keyboard.type('cafe')
  await expect(card(page, 'Ledger')).toHaveCount(0)
  await expect.poll(() => cardNames(page)).toEqual(['Café Finder'])
  await says(page, '1 of 3 projects match.')

  await page.getByRole('searchbox').fill('nothing like it')
  await expect(page.getByText('No project matches “nothing like it”.')).toBeVisible()
  await page.getByRole('button', { name: 'Clear search' }).last().click()
  await expect.poll(() => cardNames(page)).toEqual(['Atlas', 'Ledger', 'Café Finder'])

  await page.getByRole('combobox', { name: 'Sort projects by' }).selectOption('Name')
  await expect.poll(() => cardNames(page)).toEqual(['Atlas', 'Café Finder', 'Ledger'])
  await page.reload()
  await expect(card(page, 'Ledger')).toBeVisible()
  await expect.poll(() => cardNames(page)).toEqual(['Atlas', 'Café Finder', 'Ledger'])
})

test('a keyboard alone renames, duplicates and deletes, and the focus is never lost', async ({ page }) => {
  await createProject(page, 'Weather')
  await createProject(page, 'Ledger')
  await page.reload()
  await expect(card(page, 'Ledger')).toBeVisible()

  await tabTo(page, page.getByRole('link', { name: 'Ledger', exact: true }))
  await page.keyboard.press('F2')
  await expect(page.getByRole('textbox', { name: 'New name of Ledger' })).toBeFocused()
  await page.keyboard.type('Ledger 2')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('link', { name: 'Ledger 2', exact: true })).toBeFocused()

  await tabTo(page, page.getByRole('button', { name: 'Actions for Ledger 2', exact: true }), 2)
  await page.keyboard.press('Enter')
  // The menu takes the focus when it has been placed.
  await expect(page.locator('[role=menu]:focus-within')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Actions for Ledger 2', exact: true })).toBeFocused()
  await page.keyboard.press('Enter')
  // The menu takes the focus when it has been placed.
  await expect(page.locator('[role=menu]:focus-within')).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('menuitem', { name: 'Rename' })).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(page.getByRole('menuitem', { name: 'Delete' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(card(page, 'Ledger 2')).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'Weather', exact: true })).toBeFocused()
  await says(page, 'Deleted Ledger 2.')
})

test('captures dropped anywhere start a project and open it', async ({ page }) => {
  await openList(page)
  const dropped = await page.evaluateHandle(async () => {
    const canvas = new OffscreenCanvas(1206, 2622)
    const context = canvas.getContext('2d')
    if (context === null) throw new Error('no 2D context')
    context.fillStyle = '#2a9d8f'
    context.fillRect(0, 0, 1206, 2622)
    const transfer = new DataTransfer()
    transfer.items.add(new File([await canvas.convertToBlob()], 'today.png', { type: 'image/png' }))
    return transfer
  })
  await page.dispatchEvent('body', 'dragenter', { dataTransfer: dropped })
  await expect(page.getByText('Drop to start a new project')).toBeVisible()
  await page.dispatchEvent('body', 'drop', { dataTransfer: dropped })
  await page.waitForURL(/\/projects\/[0-9a-f-]{36}$/)
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`at 390 px nothing scrolls sideways and everything has a name (${colorScheme})`, {
    tag: colorScheme === 'light' ? '@nightly' : [],
  }, async ({ newProfile }) => {
    const context = await newProfile({ viewport: { width: 390, height: 844 }, colorScheme })
    const page = context.pages()[0] ?? (await context.newPage())
    const measureOverflowPx = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

    await page.goto('/')
    await expect(page.getByRole('button', { name: 'Open the sample', exact: true })).toBeVisible()
    expect(await measureOverflowPx()).toBe(0)

    await createProject(
      page,
      'A project with a name that is a good deal longer than the card is wide, and then some',
    )
    expect(await measureOverflowPx()).toBe(0)

    const nameless = await page.locator('button, a, input, select, summary').evaluateAll((elements) =>
      elements
        .filter((element) => element instanceof HTMLElement && element.offsetParent !== null)
        .filter((element) => {
          const labels = element instanceof HTMLInputElement ? element.labels?.length : 0
          return !element.getAttribute('aria-label') && !element.textContent?.trim() && !labels
        })
        .map((element) => element.outerHTML),
    )
    expect(nameless).toEqual([])
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
    await expect(page.getByRole('main')).toHaveCount(1)
  })
}

test('without JavaScript a signed-in user creates, renames, deletes and restores a project', async ({
  newProfile,
}) => {
  const context = await newProfile({ javaScriptEnabled: false })
  const page = context.pages()[0] ?? (await context.newPage())
  await page.goto('/sign-up')
  await page.getByLabel('Name').fill('Nora Lind')
  await page.getByLabel('E-mail').fill(`list-${crypto.randomUUID()}@example.com`)
  await page.locator('input[name=password]').fill('correct horse battery')
  await page.getByRole('main').getByRole('button').first().click()
  await page.waitForURL((url) => url.pathname === '/')

  await page.getByRole('button', { name: 'New project' }).click()
  await page.waitForURL(/\/projects\/[0-9a-f-]{36}$/)
  await page.goto('/')
  await expect(card(page, 'Untitled project')).toBeVisible()

  await page.getByLabel('Actions for Untitled project').click()
  await page.getByRole('textbox', { name: 'New name of Untitled project' }).fill('Plain and simple')
  await page.getByRole('button', { name: 'Rename' }).click()
  await expect(card(page, 'Plain and simple')).toBeVisible()
  await expect(card(page, 'Plain and simple')).toContainText(/Edited \w{3} \d+, \d{4}/)

  await page.getByLabel('Actions for Plain and simple').click()
  await page.getByRole('button', { name: 'Delete' }).click()
  await expect(card(page, 'Plain and simple')).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(card(page, 'Plain and simple')).toBeVisible()

  await page.getByLabel('Account of Nora Lind').click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('link', { name: 'Sign in' }).first()).toBeVisible()
  await expect(page.getByText('Plain and simple')).toHaveCount(0)
})

test('of sixty projects the list renders the visible ones and the rest on scrolling; without scripts all are there', {
  tag: '@nightly',
}, async ({ page, newProfile }) => {
  const email = mintEmail('sixty')
  await signUp(page, email)
  const origin = new URL(page.url()).origin
  for (let number = 0; number < 60; number += 1) {
    const response = await page.request.put(`/api/projects/${crypto.randomUUID()}`, {
      data: {
        name: `Numbered ${number}`,
        data: { schemaVersion: 1, screensByCanvasSize: {} },
        baseRevision: 0,
      },
      headers: { origin },
    })
    expect(response.status()).toBe(201)
  }
  await page.goto('/')
  const links = projects(page).locator('a[href^="/projects/"]')
  await expect(page.getByText('60', { exact: true })).toBeVisible()
  await expect(links).toHaveCount(48)
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
  await expect(links).toHaveCount(60)
  await page.getByRole('searchbox').fill('Numbered 59')
  await expect(links).toHaveCount(1)

  const plain = await newProfile({ javaScriptEnabled: false })
  const plainPage = plain.pages()[0] ?? (await plain.newPage())
  await plainPage.goto('/sign-in')
  await plainPage.getByLabel('E-mail').fill(email)
  await plainPage.locator('input[name=password]').fill(password)
  await plainPage.getByRole('main').getByRole('button').first().click()
  await plainPage.waitForURL((url) => url.pathname === '/')
  await expect(plainPage.locator('main li a[href^="/projects/"]')).toHaveCount(60)
})
