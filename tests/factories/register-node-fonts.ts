import { resolve } from 'node:path'
import { GlobalFonts } from '@napi-rs/canvas'
import { type FontNeed, planFontFiles } from '#app/render/plan-font-files.ts'

const registered = new Set<string>()

/** Makes the bundled fonts of the texts known to the canvas in Node; returns the families. */
export async function registerNodeFonts(needs: readonly FontNeed[]): Promise<string[]> {
  const loads = await planFontFiles(needs)
  for (const { family, files } of loads)
    for (const { url } of files) {
      if (registered.has(url)) continue
      registered.add(url)
      if (GlobalFonts.registerFromPath(resolve(`.${new URL(url, 'file:').pathname}`), family.name) === null)
        throw new Error(`The font ${url} cannot be read.`)
    }
  return [...new Set(loads.map(({ family }) => family.name))]
}
