import { type FontKey, GlobalFonts } from '@napi-rs/canvas'
import { findFontMedia } from '#app/document/model/font-media.ts'
import type { MediaId } from '#app/document/model/ids.ts'
import { readFont } from '#app/media-formats/read-font.ts'
import { fontFiles, italicFontFiles } from '#app/render/font-files.ts'
import { FALLBACK_FAMILY } from '#app/render/fonts.ts'
import { type FontNeed, planFontFiles } from '#app/render/plan-font-files.ts'
import { forgetUserFonts, rememberUserFont } from '#app/render/user-fonts.ts'

const registered = new Set<string>()

/** Makes the bundled fonts that the texts need, and that of placeholders, known to the canvas. */
export async function registerFonts(needs: readonly FontNeed[]): Promise<void> {
  for (const { family, files } of await planFontFiles([{ family: FALLBACK_FAMILY }, ...needs]))
    for (const { url } of files) register(url, family.name)
}

/** For texts of which only the family is known. */
export function registerFirstFonts(): void {
  for (const files of [fontFiles, italicFontFiles])
    for (const [family, subsets] of Object.entries(files))
      for (const { url } of subsets ?? []) register(url, family)
}

export type FontBytes = { read(mediaId: MediaId): Promise<{ bytes: Uint8Array } | undefined> }

/** Ids of media mean something within one account alone: `owner` tells whose fonts are registered. */
let own: { owner: object; keys: Map<string, FontKey | undefined> } = { owner: {}, keys: new Map() }

/** Makes the user's own fonts known to the canvas, in place of another owner's. Files that are not there are left out. */
export async function registerOwnFonts(
  families: Iterable<string>,
  { owner, media }: { owner: object; media: FontBytes },
): Promise<void> {
  if (own.owner !== owner) {
    GlobalFonts.removeBatch([...own.keys.values()].filter((key) => key !== undefined))
    forgetUserFonts()
    own = { owner, keys: new Map() }
  }
  for (const family of new Set(families)) {
    const mediaId = findFontMedia(family)
    if (mediaId === undefined || own.keys.has(family)) continue
    const file = await media.read(mediaId)
    if (file === undefined) continue
    const info = await readFont(file.bytes)
    const key = info && GlobalFonts.register(Buffer.from(file.bytes), family)
    if (info === undefined || !key) throw new Error(`The font ${mediaId} is damaged. Add the original again.`)
    rememberUserFont(family, info)
    own.keys.set(family, key)
  }
}

function register(url: string, family: string): void {
  if (registered.has(url)) return
  registered.add(url)
  if (GlobalFonts.registerFromPath(url, family) === null) throw new Error(`The font ${url} cannot be read.`)
}
