import { readFile } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import type { Locator, Page } from '@playwright/test'
import { type CaptureFile, createCaptureFile } from '#tests/factories/capture-file.ts'
import { png } from '#tests/factories/picture-bytes.ts'
import {
  boxes,
  dropFiles,
  exportCurrentScreen,
  openNewProject,
  stage,
  stageScreens,
  undo,
} from './editor-steps.ts'
import { expect, test } from './fixtures.ts'
import { card, createProject, renameProject } from './steps.ts'

const teal = [20, 130, 120] as const
const asPng = (name: string, buffer: Buffer): CaptureFile => ({ name, mimeType: 'image/png', buffer })
const good = (name: string) => createCaptureFile(name, 1320, 2868, teal)
const report = (page: Page) =>
  page.getByRole('status').filter({ has: page.getByRole('button', { name: 'Dismiss' }) })
const saved = (page: Page) => page.getByRole('button', { name: 'Saved on this device' })

const badFiles: readonly [CaptureFile, RegExp][] = [
  [asPng('notes.png', Buffer.from('These are only words.')), /“notes\.png” is a text file/],
  [asPng('half.png', good('half.png').buffer.subarray(0, 5_000)), /“half\.png” is cut off before its end/],
  [asPng('nothing.png', Buffer.alloc(0)), /“nothing\.png” is empty \(0 bytes\)/],
  [asPng('bomb.png', Buffer.from(png(60_000, 60_000))), /“bomb\.png” says it is 60,000 × 60,000 pixels/],
]

/** A valid capture that takes this many bytes on disk: a private chunk, which pictures may contain, fills it up. */
function heavy(name: string, sizeBytes: number): CaptureFile {
  const { buffer } = good(name)
  const body = Buffer.concat([Buffer.from('apPd'), Buffer.alloc(sizeBytes, name)])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(sizeBytes)
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32BE(crc32(body))
  const header = 33
  return asPng(
    name,
    Buffer.concat([buffer.subarray(0, header), length, body, checksum, buffer.subarray(header)]),
  )
}

async function writeCaption(page: Page, words: string): Promise<void> {
  await boxes(page, 'text').first().dblclick()
  const field = page.getByRole('textbox', { name: /^Text of/ }).first()
  await field.fill(words)
  await field.press('Escape')
  await expect(boxes(page, 'text').first()).toHaveAccessibleName(`Text: ${words}`)
}

/** The rows of this device's own database, read or changed without the app. */
type RawStore = 'projects' | 'snapshots'
async function changeRow(page: Page, store: RawStore, id: string, fields: object): Promise<void> {
  await page.evaluate(
    async ([name, key, patch]) => {
      const asked = <Result>(request: IDBRequest<Result>) =>
        new Promise<Result>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result)
          request.onerror = () => reject(request.error)
        })
      const database = await asked(indexedDB.open('appframes:anonymous'))
      const rows = database.transaction(name, 'readwrite').objectStore(name)
      await asked(rows.put({ ...(await asked(rows.get(key))), ...patch }))
      database.close()
    },
    [store, id, fields] as const,
  )
}

async function readRow(page: Page, store: RawStore | 'changes', id: string): Promise<unknown> {
  return page.evaluate(
    ([name, key]) =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('appframes:anonymous')
        opening.onsuccess = () => {
          const rows = opening.result.transaction(name).objectStore(name)
          const reading =
            name === 'changes'
              ? rows.index('byProjectSeq').getAll(IDBKeyRange.bound([key, 0], [key, Infinity]))
              : rows.get(key)
          reading.onsuccess = () => {
            opening.result.close()
            resolve(reading.result)
          }
          reading.onerror = () => reject(reading.error)
        }
      }),
    [store, id] as const,
  )
}

const idOf = async (page: Page, name: string) =>
  (await card(page, name).getAttribute('href'))?.split('/').at(-1) ?? ''

const listItem = (page: Page, name: string): Locator =>
  page.getByRole('listitem').filter({ has: card(page, name) })

async function downloadJson(page: Page): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download what is stored' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/\.appframes\.json$/)
  return readFile(await download.path(), 'utf8')
}

test('every bad file is named with the problem and the remedy, and the project keeps all its content', async ({
  page,
}) => {
  await openNewProject(page)
  await dropFiles(stage(page), [good('first.png'), good('second.png')])
  await expect(stageScreens(page)).toHaveCount(2)
  await writeCaption(page, 'Tides at a glance')
  const lastEdit = (await undo(page).getAttribute('aria-label')) ?? ''
  expect(lastEdit).toMatch(/^Undo: /)

  for (const [file, words] of badFiles) {
    await dropFiles(stage(page), [file])
    await expect(report(page)).toContainText('1 file could not be used')
    await expect(report(page)).toContainText(words)
    await expect(undo(page)).toHaveAccessibleName(lastEdit)
    await report(page).getByRole('button', { name: 'Dismiss' }).click()
    await expect(report(page)).toHaveCount(0)
  }
  await expect(stageScreens(page)).toHaveCount(2)

  await dropFiles(stage(page), [
    good('third.png'),
    ...badFiles.map(([file]) => file),
    createCaptureFile('fourth.png', 1206, 2622, teal),
  ])
  await expect(report(page)).toContainText('2 captures added, 4 files could not be used')
  for (const [, words] of badFiles) await expect(report(page)).toContainText(words)
  await expect(stageScreens(page)).toHaveCount(4)

  await expect(saved(page)).toBeVisible()
  await page.reload()
  await expect(stageScreens(page)).toHaveCount(4)
  await expect(boxes(page, 'text').first()).toHaveAccessibleName('Text: Tides at a glance')
})

test('a photo of 40 MB is stored as a smaller copy, and the app reports it', { tag: '@nightly' }, async ({
  page,
}) => {
  test.slow()
  await openNewProject(page)
  const photo = await page.evaluateHandle(async () => {
    const canvas = new OffscreenCanvas(7500, 5500)
    const context = canvas.getContext('2d')
    if (context === null) throw new Error('no canvas')
    const tile = new ImageData(500, 500)
    for (let at = 0; at < tile.data.length; at += 50_000) {
      crypto.getRandomValues(tile.data.subarray(at, at + 50_000))
    }
    for (let at = 0; at < tile.data.length; at += 4) tile.data.fill(tile.data[at] ?? 0, at, at + 3)
    for (let at = 3; at < tile.data.length; at += 4) tile.data[at] = 255
    for (let y = 0; y < 5500; y += 500) for (let x = 0; x < 7500; x += 500) context.putImageData(tile, x, y)
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 1 })
    return new File([blob], 'holiday.jpg', { type: 'image/jpeg' })
  })
  expect(await photo.evaluate((file) => file.size)).toBeGreaterThan(38_000_000)
  const transfer = await photo.evaluateHandle((file) => {
    const data = new DataTransfer()
    data.items.add(file)
    return data
  })
  for (const type of ['dragenter', 'dragover', 'drop'])
    await stage(page).dispatchEvent(type, { dataTransfer: transfer, clientX: 700, clientY: 500 })
  await expect(
    page.getByText(/“holiday\.jpg” was \d\d MB and 7,500 × 5,500 pixels; a copy of .* was kept/),
  ).toBeVisible({
    timeout: 60_000,
  })
  await expect(undo(page)).toHaveAccessibleName('Undo: Add capture')
  await expect(saved(page)).toBeVisible()
  await page.reload()
  await expect(boxes(page, 'frame')).toHaveCount(1)
})

test('[F18] a disk that fills up during a drop: files that fitted are there, the rest are named, and it resumes once there is space', {
  tag: '@nightly',
}, async ({ page }) => {
  await openNewProject(page)
  await writeCaption(page, 'Before')
  await expect(saved(page)).toBeVisible()
  const session = await page.context().newCDPSession(page)
  const usage = await page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0)
  const origin = new URL(page.url()).origin
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage + 5_000_000 })

  const files = ['a.png', 'b.png', 'c.png', 'd.png'].map((name) => heavy(name, 2_000_000))
  await dropFiles(stage(page), files)
  await expect(report(page)).toContainText(/captures? added, no room on this device for \d files?/)
  await expect(report(page)).toContainText(
    /“[a-d]\.png” (was|were) not added, because this device has no room left for (it|them)/,
  )
  const count = await stageScreens(page).count()
  expect(count).toBeGreaterThan(0)
  expect(count).toBeLessThan(4)
  await report(page).getByRole('button', { name: 'Dismiss' }).click()

  await session.detach()
  await dropFiles(stage(page), [heavy('late.png', 2_000_000)])
  await expect(stageScreens(page)).toHaveCount(count + 1)
  await writeCaption(page, 'After')
  await expect(saved(page)).toBeVisible()
  await page.reload()
  await expect(stageScreens(page)).toHaveCount(count + 1)
})

test('a broken document and a broken list row: the list works, the card shows the error, the data can be saved, others open', async ({
  page,
}) => {
  for (const name of ['Whole', 'Torn', 'Smudged']) await createProject(page, name)
  const [torn, smudged] = [await idOf(page, 'Torn'), await idOf(page, 'Smudged')]
  await changeRow(page, 'snapshots', torn, { body: '{"schemaVersion":1,"name":"Torn","scre' })
  await changeRow(page, 'projects', smudged, {
    name: 42,
    updatedAtMs: 'yesterday',
    screenCount: -3,
    canvasSizeIds: null,
    locales: {},
  })
  await page.reload()

  await expect(listItem(page, 'Torn')).toContainText('Damaged: open it to download what is stored')
  await expect(card(page, 'Damaged project')).toBeVisible()
  await expect(card(page, 'Whole')).toBeVisible()

  await card(page, 'Torn').click()
  await expect(page.getByRole('heading', { name: '“Torn” cannot be opened here' })).toBeVisible()
  await expect(page.getByText('Nothing was removed')).toBeVisible()
  expect(await downloadJson(page)).toContain('\\"name\\":\\"Torn\\",\\"scre')
  await page.getByRole('link', { name: 'All projects' }).click()

  // Only its list row was damaged: the project opens whole, and the next edit writes the row anew.
  await card(page, 'Damaged project').click()
  await expect(page.getByRole('textbox', { name: 'Name of the project' })).toHaveValue('Smudged')
  await writeCaption(page, 'Healed')
  await expect(saved(page)).toBeVisible()
  await page.getByRole('link', { name: 'Back to your projects' }).click()
  await expect(card(page, 'Smudged')).toBeVisible()
  await expect(card(page, 'Damaged project')).toHaveCount(0)

  await card(page, 'Whole').click()
  await expect(stageScreens(page)).toHaveCount(1)
  expect(await readRow(page, 'snapshots', torn)).toMatchObject({
    body: '{"schemaVersion":1,"name":"Torn","scre',
  })
})

test('[F17] a project of a newer version opens read-only with a notice, can be exported, and is not overwritten', {
  tag: '@nightly',
}, async ({ page }) => {
  await openNewProject(page)
  await dropFiles(stage(page), [good('first.png')])
  await expect(undo(page)).toHaveAccessibleName('Undo: Add capture')
  await expect(saved(page)).toBeVisible()
  await page.goto('/')
  await renameProject(page, 'Untitled project', 'From tomorrow')
  await createProject(page, 'From next year')
  const [near, far] = [await idOf(page, 'From tomorrow'), await idOf(page, 'From next year')]
  const body = (await readRow(page, 'snapshots', near)) as { body: string }
  const newer = JSON.stringify({ ...JSON.parse(body.body), schemaVersion: 3, hologram: { depth: 3 } })
  await changeRow(page, 'snapshots', near, { body: newer })
  await changeRow(page, 'snapshots', far, { body: '{"schemaVersion":3,"pages":["all different"]}' })
  const read = async () => [
    await readRow(page, 'snapshots', near),
    await readRow(page, 'changes', near),
    await readRow(page, 'snapshots', far),
    await readRow(page, 'changes', far),
  ]
  const before = await read()
  await page.reload()
  await expect(listItem(page, 'From tomorrow')).toContainText('Made by a newer version')

  await card(page, 'From tomorrow').click()
  await expect(page.getByText('This project was made by a newer version of AppFrames')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Name of the project' })).toHaveAttribute('readonly')
  await boxes(page, 'text').first().click()
  await page.keyboard.press('Delete')
  await page.keyboard.press('Shift+ArrowDown')
  await dropFiles(stage(page), [good('extra.png')])
  await expect(undo(page)).toBeDisabled()
  await expect(boxes(page, 'text')).toHaveCount(1)
  await expect(stageScreens(page)).toHaveCount(1)
  const { png: picture } = await exportCurrentScreen(page)
  expect([picture.width, picture.height]).toEqual([1320, 2868])

  await page.getByRole('link', { name: 'Back to your projects' }).click()
  await card(page, 'From next year').click()
  await expect(page.getByText('This project was made by a newer version of AppFrames')).toBeVisible()
  expect(await downloadJson(page)).toContain('all different')
  await page.reload()
  expect(await read()).toEqual(before)
})

test('files dropped on a project that cannot be changed do not replace the page', {
  tag: '@nightly',
}, async ({ page }) => {
  await createProject(page, 'From tomorrow')
  const id = await idOf(page, 'From tomorrow')
  const { body } = (await readRow(page, 'snapshots', id)) as { body: string }
  await changeRow(page, 'snapshots', id, {
    body: JSON.stringify({ ...JSON.parse(body), schemaVersion: 3 }),
  })
  await page.reload()
  await card(page, 'From tomorrow').click()
  await expect(stageScreens(page)).toHaveCount(1)
  const isTaken = await stage(page).evaluate((node) => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File(['x'], 'x.png', { type: 'image/png' }))
    return !node.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
  })
  expect(isTaken).toBe(true)
})

test('[F20] without IndexedDB, as in some private windows, everything works for this session, with a notice', {
  tag: '@nightly',
}, async ({ page }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('A mutation operation was attempted on a database', 'InvalidStateError')
    }
  })
  await openNewProject(page)
  const words = page.getByText('This browser keeps pictures and projects for this session only')
  await expect(words).toBeVisible()
  await dropFiles(stage(page), [good('first.png')])
  await expect(undo(page)).toHaveAccessibleName('Undo: Add capture')
  await writeCaption(page, 'For now')
  await expect(page.getByRole('button', { name: 'This session only' })).toBeVisible()
  await expect(saved(page)).toHaveCount(0)
  const { png: picture } = await exportCurrentScreen(page)
  expect([picture.width, picture.height]).toEqual([1320, 2868])
  await page.getByRole('link', { name: 'Back to your projects' }).click()
  await expect(page.getByText('Saved on this device')).toHaveCount(0)
  await card(page, 'Untitled project').click()
  await expect(boxes(page, 'text').first()).toHaveAccessibleName('Text: For now')
})
