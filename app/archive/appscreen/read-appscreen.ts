import { findStore, getCanvasHeight, listOrientations } from '#app/document/catalogue/canvas-sizes.ts'
import { findOwnSizeFault, ownSizeId } from '#app/document/catalogue/own-size.ts'
import { cutText } from '#app/document/model/cut-text.ts'
import { findLocaleTag } from '#app/document/model/file-locale.ts'
import type { CanvasSizeId, Locale, MintId, ProjectId, ScreenId } from '#app/document/model/ids.ts'
import { orderBetween } from '#app/document/model/order-key.ts'
import { fromProjectData } from '#app/document/model/project-data.ts'
import type { ProjectDocument, Screen } from '#app/document/model/schema.ts'
import { PLAIN_SCHEMA_VERSION } from '#app/document/model/schema-version.ts'
import { ARCHIVE_FORMAT, ARCHIVE_VERSION } from '../manifest.ts'
import type { Archive, HashBytes } from '../read-archive.ts'
import { type AppscreenPicture, isEmbedded, readAppscreenPictures } from './appscreen-pictures.ts'
import { type AppscreenProject, type AppscreenScreenshot, readAppscreenProjects } from './appscreen-schema.ts'
import { convertScreen } from './appscreen-screen.ts'

export type ReadAppscreen =
  /** As if an archive had been read; the notes say what has no counterpart here. */
  | { kind: 'ok'; archive: Archive; notes: readonly string[] }
  /** Sentences that begin with "It": the caller names the file. */
  | { kind: 'refused'; message: string }

type Options = { hash: HashBytes; mint: MintId; createdAt: string }

/** The projects of a JSON backup of appscreen, with new ids. */
export async function readAppscreen(text: string, options: Options): Promise<ReadAppscreen> {
  const projects = readAppscreenProjects(parse(text))
  if (projects === undefined) return { kind: 'refused', message: notAppscreen }
  const filled = projects.filter(({ screenshots }) => screenshots.length > 0)
  if (filled.length === 0) return { kind: 'refused', message: 'It has no project with a screenshot.' }
  const pictures = await readAppscreenPictures(listSources(filled), options)
  const converted = filled.map((project) => convertProject(project, { ...options, pictures }))
  const unusable = converted.find(({ issue }) => issue !== undefined)
  if (unusable !== undefined)
    return { kind: 'refused', message: `Its project “${unusable.name}” cannot be read: ${unusable.issue}.` }
  const documents = converted.flatMap(({ project }) => project ?? [])
  return {
    kind: 'ok',
    archive: toArchive(documents, [...new Set(pictures.values())], options.createdAt),
    notes: converted.flatMap(({ notes }) => notes),
  }
}

const notAppscreen =
  'It is no backup of appscreen, the only other tool whose projects can be opened. Export the pictures there and drop their folder or ZIP here.'

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Told from a backup by its content, as any other JSON.
    return undefined
  }
}

/** The file name of each embedded picture, by its source. */
function listSources(projects: readonly AppscreenProject[]): ReadonlyMap<string, string> {
  const sources = new Map<string, string>()
  const add = (source: string | null | undefined, name: string) => {
    if (source && isEmbedded(source) && !sources.has(source)) sources.set(source, name)
  }
  for (const { screenshots, defaults } of projects) {
    add(defaults.background.imageSrc, 'background')
    for (const shot of screenshots) {
      add(shot.src, shot.name)
      for (const { src, name } of Object.values(shot.localizedImages)) add(src, name || shot.name)
      add(shot.background?.imageSrc, 'background')
      for (const { src, name } of shot.elements) add(src, name)
    }
  }
  return sources
}

type Converted = {
  name: string
  project?: ProjectDocument
  notes: readonly string[]
  issue?: string | undefined
}

function convertProject(
  given: AppscreenProject,
  { mint, pictures }: Options & { pictures: ReadonlyMap<string, AppscreenPicture> },
): Converted {
  const name = cutText(given.name.trim(), 200) || 'From appscreen'
  const { canvasSizeId, widthPx } = chooseSize(given)
  const orientation = listOrientations(canvasSizeId)[0] ?? 'portrait'
  const left = new Map<string, number>()
  const locales = readLocales(given)
  const options = {
    canvasHeight: getCanvasHeight(canvasSizeId, orientation),
    widthPx,
    store: findStore(canvasSizeId),
    orientation,
    locales,
    defaults: given.defaults,
    mint,
    findPicture: (source: string | null) => (source ? pictures.get(source) : undefined),
    leaveOut: (what: string) => void left.set(what, (left.get(what) ?? 0) + 1),
  }
  const screens = convertScreens(given.screenshots, options)
  const [firstId] = Object.keys(screens) as ScreenId[]
  const [locale] = locales.values()
  const view = { canvasSizeId, ...(firstId ? { screenId: firstId } : {}), ...(locale ? { locale } : {}) }
  const parsed = fromProjectData({
    id: mint() as ProjectId,
    name,
    data: {
      schemaVersion: PLAIN_SCHEMA_VERSION,
      screensByCanvasSize: { [canvasSizeId]: screens },
      sharedBackgrounds: {},
      locales: Object.fromEntries(inOrder([...locales.values()])),
      view,
    },
  })
  const notes = describeLeft(name, left)
  if (parsed.kind === 'ok') return { name, project: parsed.project, notes }
  return { name, notes, issue: parsed.kind === 'invalid' ? parsed.issues[0] : 'its version is unknown' }
}

function convertScreens(
  shots: readonly AppscreenScreenshot[],
  options: Parameters<typeof convertScreen>[2],
): Record<ScreenId, Screen> {
  let order: string | undefined
  const screens = shots.map((shot, index): [ScreenId, Screen] => {
    order = orderBetween(order, undefined)
    const screen = convertScreen(shot, { order, number: index + 1 }, options)
    return [screen.id, screen]
  })
  return Object.fromEntries(screens)
}

function inOrder(locales: readonly Locale[]): [Locale, { order: string }][] {
  let order: string | undefined
  return locales.map((locale) => {
    order = orderBetween(order, undefined)
    return [locale, { order }]
  })
}

/** The languages of the project by the codes there, the one that was open first: it is the source here. */
function readLocales({ projectLanguages, currentLanguage }: AppscreenProject): ReadonlyMap<string, Locale> {
  const locales = new Map<string, Locale>()
  for (const language of [currentLanguage, ...projectLanguages, 'en']) {
    const locale = language === 'en' ? ('en-US' as Locale) : findLocaleTag(language)
    const isTaken = [...locales.values()].some((known) => known === locale)
    const isAsked = language !== 'en' || projectLanguages.includes('en') || locales.size === 0
    if (locale !== undefined && !isTaken && isAsked) locales.set(language, locale)
  }
  return locales
}

const sizes: Readonly<Record<string, { id: string; widthPx: number }>> = {
  'iphone-6.9': { id: 'iphone-69', widthPx: 1320 },
  'iphone-6.7': { id: 'iphone-69', widthPx: 1290 },
  'iphone-6.5': { id: 'iphone-65', widthPx: 1284 },
  'iphone-5.5': { id: 'iphone-55', widthPx: 1242 },
  'ipad-12.9': { id: 'ipad-13', widthPx: 2048 },
  'ipad-11': { id: 'ipad-11', widthPx: 1668 },
  'android-phone': { id: 'play-phone', widthPx: 1080 },
  'android-phone-hd': { id: 'play-phone', widthPx: 1440 },
  'android-tablet-7': { id: 'play-tablet-7', widthPx: 1200 },
  'android-tablet-10': { id: 'play-tablet-10', widthPx: 1600 },
  'web-og': { id: 'own-1200x630', widthPx: 1200 },
  'web-twitter': { id: 'own-1200x675', widthPx: 1200 },
  'web-hero': { id: 'own-1920x1080', widthPx: 1920 },
  'web-feature': { id: 'play-feature-graphic', widthPx: 1024 },
}

/** The size here, and the width of the canvas there. */
function chooseSize(project: AppscreenProject): { canvasSizeId: CanvasSizeId; widthPx: number } {
  const { outputDevice, customWidth: widthPx, customHeight: heightPx } = project
  if (outputDevice === 'custom' && findOwnSizeFault({ widthPx, heightPx }) === undefined)
    return { canvasSizeId: ownSizeId({ widthPx, heightPx }), widthPx }
  const known = Object.hasOwn(sizes, outputDevice) ? sizes[outputDevice] : undefined
  const { id, widthPx: width } = known ?? { id: 'iphone-69', widthPx: 1320 }
  return { canvasSizeId: id as CanvasSizeId, widthPx: width }
}

/** `“Tides”: not taken was 2 × icon, 1 × pop-out.` */
function describeLeft(name: string, left: ReadonlyMap<string, number>): string[] {
  if (left.size === 0) return []
  return [`“${name}”: not taken was ${[...left].map(([what, count]) => `${count} × ${what}`).join(', ')}.`]
}

function toArchive(
  projects: readonly ProjectDocument[],
  pictures: readonly AppscreenPicture[],
  createdAt: string,
): Archive {
  const bytesOf = new Map<string, Uint8Array>(pictures.map(({ id, bytes }) => [id, bytes]))
  return {
    manifest: {
      format: ARCHIVE_FORMAT,
      version: ARCHIVE_VERSION,
      createdAt,
      projects: projects.map(({ id, name }) => ({ id, name, path: `projects/${id}.json` })),
      media: pictures.map(({ entry }) => entry),
    },
    projects,
    async readMedia({ id }) {
      const bytes = bytesOf.get(id)
      if (bytes === undefined) throw new Error(`There is no picture ${id} in the file.`)
      return bytes
    },
  }
}
