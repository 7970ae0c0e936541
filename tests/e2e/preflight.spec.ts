import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Project } from '#app/document/model/schema.ts'
import { sampleMedia } from '#app/document/sample/sample-media.ts'
import { createFixedSample, writeSampleArchive } from '#tests/factories/sample-archive.ts'
import { boxes, openNewProject } from './editor-steps.ts'
import { expect, test } from './fixtures.ts'
import { card } from './steps.ts'

test('pre-flight is empty for the sample; a finding of a new project is shown in the editor', async ({
  page,
}) => {
  await page.goto('/')
  await page
    .getByRole('button', { name: /Open the sample|New from sample/ })
    .first()
    .click()
  await page.waitForURL(/\/projects\//)
  const panel = page.getByRole('dialog', { name: 'Export' })
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await panel.getByText('Both sizes').click()
  await expect(panel.getByText('Nothing to correct.')).toBeVisible()
  await expect(panel.getByText(/By the stores’ rules as of .*20\d\d/)).toBeVisible()
  await page.keyboard.press('Escape')

  await openNewProject(page)
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await panel.getByRole('button', { name: /^Show: Screen 1: A device has no capture yet/ }).click()
  await expect(panel).toBeHidden()
  await expect(boxes(page, 'frame').first()).toHaveAttribute('aria-pressed', 'true')
})

test(
  'the command line’s check lists what the panel lists, of a caption that is long in one language and texts over a picture',
  {
    tag: '@nightly',
  },
  async ({ page }, testInfo) => {
    const picture = { type: 'image', media: sampleMedia[0]?.mediaId, fit: 'cover', colour: '#ffffff' }
    const project = JSON.parse(JSON.stringify(createFixedSample()), (key, value: unknown) => {
      // The second screen's.
      if (key === 'background' && JSON.stringify(value).includes('#0a4a5c')) return picture
      return value === 'Die Gezeiten\nauf einen Blick' ? 'Gezeitenkalender für jede Bucht '.repeat(12) : value
    }) as Project
    const path = testInfo.outputPath('long.appframes')
    await writeSampleArchive(path, [{ ...project, name: 'Long' }])
    const run = promisify(execFile)
    const { stdout } = await run(process.execPath, ['bin/appframes.mjs', 'check', path, '--json'])
    const { findings } = JSON.parse(stdout) as { findings: { screen?: string; message: string }[] }
    // A thumbnail gives other numbers than the whole picture.
    const toLine = (text: string) => text.replace(/contrast [\d.]+:1/, 'contrast')
    const checked = findings.map(({ screen, message }) =>
      toLine(`Show: ${screen ? `${screen}: ` : ''}${message}`),
    )
    expect(checked.some((line) => line.includes('Week') && line.includes('hard to read'))).toBe(true)
    expect(checked.some((line) => line.includes('de-DE') && line.includes('reaches beyond'))).toBe(true)

    await page.goto('/')
    await page.getByLabel('Choose project files').setInputFiles(path)
    await expect(page.getByRole('status').filter({ hasText: 'Imported “Long”.' })).toBeVisible()
    await card(page, 'Long').click()
    const panel = page.getByRole('dialog', { name: 'Export' })
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    await panel.getByText('Both sizes').click()
    await expect(panel.getByRole('heading', { name: /^Advice/ })).toBeVisible()
    for (const more of await panel.getByRole('button', { name: /^Show \d+ more$/ }).all()) await more.click()
    const shows = panel.getByRole('button', { name: /^Show: / })
    await expect(shows).toHaveCount(checked.length)
    const listed = await shows.evaluateAll((found) =>
      found.map((one) => one.getAttribute('aria-label') ?? ''),
    )
    expect(listed.map(toLine).sort()).toEqual(checked.sort())
  },
)
