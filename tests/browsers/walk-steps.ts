import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PNG } from 'pngjs'
import type { Rgb } from '#tests/factories/capture-file.ts'
import { type OpenedBrowser, type Tab, waitFor } from './tab.ts'

/** Steps of a user, once for every browser. Names are accessible names. */

export const button = (name: string) =>
  `//button[@aria-label=${quote(name)} or normalize-space(.)=${quote(name)}]`
export const textBox = (words: string) => `//*[@data-stage]//button[@aria-label=${quote(`Text: ${words}`)}]`

const quote = (words: string) => (words.includes('"') ? `'${words}'` : `"${words}"`)

export async function isShown(tab: Tab, xpath: string): Promise<boolean> {
  return tab.evaluate((path) => {
    const found = document.evaluate(path, document, null, XPathResult.FIRST_ORDERED_NODE_TYPE, null)
    return found.singleNodeValue instanceof Element && found.singleNodeValue.getClientRects().length > 0
  }, xpath)
}

export const waitUntilShown = (tab: Tab, xpath: string) => waitFor(xpath, () => isShown(tab, xpath))

/** From the first visit: the sample, open in the editor. Returns its address. */
export async function openSample(tab: Tab, url: string): Promise<string> {
  await tab.goto(`${url}/`)
  await tab.click(button('Open the sample'))
  await waitUntilShown(tab, textBox('Know the tide at a glance'))
  return tab.evaluate(() => location.href)
}

/** Selected with the pointer, opened with the keyboard, typed in place. */
export async function rewriteCaption(tab: Tab, from: string, to: string): Promise<void> {
  await tab.click(textBox(from))
  await tab.press('Enter')
  await waitFor('the field on the stage', () =>
    tab.evaluate(() => document.activeElement instanceof HTMLTextAreaElement),
  )
  await tab.clearField()
  await tab.type(to)
  await tab.evaluate(() => (document.activeElement as HTMLElement).blur())
  await waitUntilShown(tab, textBox(to))
}

/**
 * The end of a drag from the desktop: files in a real DataTransfer, dropped on the middle of the CSS selector's
 * element.
 */
export async function dropFile(tab: Tab, selector: string, file: { name: string; bytes: Buffer }) {
  await tab.evaluate(
    (css, name, base64) => {
      const target = document.querySelector(css)
      if (target === null) throw new Error(`There is no ${css}.`)
      const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([bytes], name, { type: 'image/png' }))
      const { left, top, width, height } = target.getBoundingClientRect()
      const at = { clientX: left + width / 2, clientY: top + height / 2 }
      for (const type of ['dragenter', 'dragover', 'drop'])
        target.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer, ...at }))
    },
    selector,
    file.name,
    file.bytes.toString('base64'),
  )
}

/** Whether the stage shows this colour in the lower half of its first device. */
export async function showsColour(tab: Tab, colour: Rgb): Promise<boolean> {
  const found = await tab.evaluate(() => {
    const box = document.querySelector('[data-stage] [data-element-type="frame"]')?.getBoundingClientRect()
    if (box === undefined) return []
    const [x, y] = [box.left + box.width / 2, box.top + box.height * 0.6]
    for (const canvas of document.querySelectorAll<HTMLCanvasElement>('canvas[data-screen-id]')) {
      const area = canvas.getBoundingClientRect()
      if (x < area.left || x > area.right || y < area.top || y > area.bottom) continue
      const scale = canvas.width / area.width
      const context = canvas.getContext('2d')
      return [...(context?.getImageData((x - area.left) * scale, (y - area.top) * scale, 1, 1).data ?? [])]
    }
    return []
  })
  return found.length === 4 && colour.every((value, index) => Math.abs(value - (found[index] ?? 999)) <= 2)
}

/** All edits are on the disk of this browser. */
export async function waitUntilSaved(tab: Tab): Promise<void> {
  await waitFor('everything to be saved', () =>
    tab.evaluate(() => !/Saving/.test(document.querySelector('header')?.textContent ?? '')),
  )
}

/** Exports the current screen by the panel and reads the file from the downloads directory. */
export async function exportScreen(tab: Tab, browser: OpenedBrowser): Promise<PNG> {
  const before = new Set(await readdir(browser.downloadFolder))
  await tab.click(button('Export'))
  await tab.click("//label[contains(., 'Only this screen')]")
  await tab.click(button('Export 1 picture'))
  const bytes = await waitFor('the download', async () => {
    const names = await readdir(browser.downloadFolder)
    const name = names.find((one) => one.endsWith('.png') && !before.has(one))
    if (name === undefined || names.some((one) => one.endsWith('.part'))) return undefined
    const read = await readFile(join(browser.downloadFolder, name))
    return isWhole(read) ? read : undefined
  })
  await tab.click(button('Done'))
  return PNG.sync.read(bytes)
}

/** A PNG ends with this chunk. */
const isWhole = (bytes: Buffer) => bytes.includes('IEND')

const password = 'correct horse battery'

type Account = { url: string; email: string }

export async function signUp(tab: Tab, { url, email }: Account): Promise<void> {
  await tab.goto(`${url}/sign-up`)
  await fill(tab, 'Name', 'Two makes')
  await fill(tab, 'E-mail', email)
  await fill(tab, 'Password', password)
  await tab.click(button('Create account'))
  await waitUntilSignedIn(tab)
}

export async function signIn(tab: Tab, { url, email }: Account): Promise<void> {
  await tab.goto(`${url}/sign-in`)
  await fill(tab, 'E-mail', email)
  await fill(tab, 'Password', password)
  await tab.click(button('Sign in'))
  await waitUntilSignedIn(tab)
}

async function fill(tab: Tab, label: string, words: string): Promise<void> {
  await tab.click(`//input[@id=//label[starts-with(normalize-space(.), ${quote(label)})]/@for]`)
  await tab.type(words)
}

const waitUntilSignedIn = (tab: Tab) =>
  waitUntilShown(tab, "//button[starts-with(@aria-label, 'Account of ')]")
