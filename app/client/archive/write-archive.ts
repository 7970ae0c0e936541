import { makeZip } from 'client-zip'
import { ARCHIVE_MIME_TYPE } from '#app/archive/manifest.ts'
import { type MediaToArchive, planArchive } from '#app/archive/plan-archive.ts'
import type { MediaId, ProjectId } from '#app/document/model/ids.ts'
import { listProjectMedia } from '#app/document/model/project-media.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import type { EditorMedia } from '#app/editor/ports/session.ts'
import { hashBytes } from '#app/export/hash-bytes.ts'
import { sanitizeFileName } from '#app/export/plan-file-names.ts'
import type { LocalStores } from '#app/storage/open-stores.ts'
import { isUnsynced } from '#app/sync/media/is-unsynced.ts'
import type { MediaAsset, ProjectStore } from '#app/sync/ports/project-store.ts'

/**
 * `all`: with the pictures that no project uses; `unsynced`: the projects and the media that no account has yet, and the
 * projects that name such media.
 */
export type ExportChoice = 'all' | 'unsynced' | readonly ProjectId[]

export type WriteOptions = {
  stores: Pick<LocalStores, 'projects' | 'media'>
  media: Pick<EditorMedia, 'fetchFiles'>
  choice: ExportChoice
  now: Date
}

export type WrittenArchive = {
  file: Blob
  fileName: string
  /** Sentences about what could not be put into it. */
  notes: readonly string[]
}

type Unreadable = { id: ProjectId; name: string; raw: unknown }
type MediaFile = MediaToArchive & { file: Blob }

/**
 * The chosen projects of this device and their media as one archive. Originals that are only in the account are downloaded where
 * that is possible; the notes name what is missing.
 */
export async function writeArchive({ stores, media, choice, now }: WriteOptions): Promise<WrittenArchive> {
  const assets = await stores.media.listAssets()
  const extra = listExtra(assets, choice)
  const { projects, unreadable, absent } = await loadProjects(stores.projects, { choice, extra })
  const { files, missing } = await findFiles({ stores, media }, projects, { assets, extra })
  const isMediaEnough = choice === 'unsynced' && files.length > 0
  if (projects.length + unreadable.length === 0 && !isMediaEnough)
    throw new Error('There is no project on this device to put into it.')
  const { entries } = planArchive({
    createdAt: now,
    projects,
    media: files.map(({ file: _file, ...entry }) => entry),
  })
  const fileOf = new Map(files.map(({ id, file }) => [id, file]))
  const inputs = entries.map((entry) => ({
    name: entry.path,
    input: 'text' in entry ? entry.text : (fileOf.get(entry.mediaId) ?? ''),
    lastModified: now,
  }))
  // Not named by the manifest, so it does not make the archive unreadable.
  const asStored = unreadable.map(({ id, ...content }) => ({
    name: `unreadable/${id}.json`,
    input: JSON.stringify(content, undefined, 2),
    lastModified: now,
  }))
  const zip = await new Response(makeZip([...inputs, ...asStored])).blob()
  return {
    file: new Blob([zip], { type: ARCHIVE_MIME_TYPE }),
    fileName: planArchiveName(projects, choice, now),
    notes: [
      ...absent.map(describeAbsent),
      ...unreadable.map(describeUnreadable),
      ...missing.map(describeMissing),
    ],
  }
}

/** Media that are put into the archive whether or not a project names them. */
function listExtra(assets: readonly MediaAsset[], choice: ExportChoice): ReadonlySet<MediaId> {
  const isExtra = (asset: MediaAsset) =>
    choice === 'all' ? asset.deletedAt === undefined : choice === 'unsynced' && isUnsynced(asset)
  return new Set(assets.filter(isExtra).map(({ cloudId }) => cloudId))
}

type Chosen = { choice: ExportChoice; extra: ReadonlySet<MediaId> }

async function loadProjects(store: ProjectStore, { choice, extra }: Chosen) {
  const rows = await store.listRows(typeof choice === 'string' ? undefined : choice)
  const projects: ProjectDocument[] = []
  const unreadable: Unreadable[] = []
  const absent: string[] = []
  for (const { id, name, deletedAtMs, pending } of rows) {
    const isChosen = choice !== 'unsynced' || pending
    if (deletedAtMs !== undefined || !(isChosen || extra.size > 0)) continue
    const loaded = await store.load(id)
    if (loaded.kind === 'ok') {
      const namesExtra = () => listProjectMedia(loaded.project).some((mediaId) => extra.has(mediaId))
      if (isChosen || namesExtra()) projects.push(loaded.project)
    } else if (!isChosen) continue
    else if (loaded.kind === 'missing') absent.push(name)
    else unreadable.push({ id, name, raw: loaded.raw })
  }
  return { projects, unreadable, absent }
}

/** Each file with its hash as it is on the disk, so that the archive is whole whatever a row says. */
async function findFiles(
  { stores, media }: Pick<WriteOptions, 'stores' | 'media'>,
  projects: readonly ProjectDocument[],
  { assets, extra }: { assets: readonly MediaAsset[]; extra: ReadonlySet<MediaId> },
): Promise<{ files: readonly MediaFile[]; missing: readonly string[] }> {
  const named = new Map<MediaId, string | undefined>()
  for (const project of projects)
    for (const mediaId of listProjectMedia(project)) named.set(mediaId, project.mediaNames?.[mediaId])
  for (const mediaId of extra) if (!named.has(mediaId)) named.set(mediaId, undefined)
  const absent = await media.fetchFiles([...named.keys()], {})
  const assetOf = new Map(assets.map((asset) => [asset.cloudId, asset]))
  const files: MediaFile[] = []
  const missing: string[] = []
  for (const [mediaId, name] of named) {
    const asset = assetOf.get(mediaId)
    const file = asset === undefined || absent.has(mediaId) ? undefined : await stores.media.findFile(mediaId)
    if (asset === undefined || file === undefined) missing.push(asset?.fileName ?? name ?? 'A picture')
    else files.push(await toEntry(asset, file))
  }
  return { files, missing }
}

async function toEntry(asset: MediaAsset, file: Blob): Promise<MediaFile> {
  const { cloudId, fileType, mimeType, width, height, fileName } = asset
  const side = fileType === 'font' ? {} : { width, height }
  const sha256 = await hashBytes(new Uint8Array(await file.arrayBuffer()))
  return { id: cloudId, sha256, mimeType, size: file.size, ...side, fileName, file }
}

/** `Tidewater.appframes`; of several projects `AppFrames-2026-12-01.appframes`. */
function planArchiveName(projects: readonly ProjectDocument[], choice: ExportChoice, now: Date): string {
  const [first] = projects
  const own = projects.length === 1 && choice !== 'all' ? sanitizeFileName(first?.name ?? '') : ''
  return `${own || `AppFrames-${now.toISOString().slice(0, 10)}`}.appframes`
}

const describeAbsent = (name: string): string =>
  `The project “${name}” has not arrived on this device yet, so it is not in the file. Go online and export again.`

const describeUnreadable = ({ name }: Unreadable): string =>
  `The project “${name}” cannot be read by this version of AppFrames. It is in the file as it is stored, in the folder “unreadable”.`

const describeMissing = (name: string): string =>
  `“${name}” is not on this device and could not be fetched now. Go online and export again to have it in the file.`
