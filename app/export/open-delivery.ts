import type { Project } from '#app/document/model/schema.ts'
import type { ExportMemory, ExportRecord } from './export-record.ts'
import type { ExportRequest } from './export-request.ts'
import type { ExportedFile } from './export-screens.ts'
import {
  createFolderKeeper,
  createMemoryKeeper,
  createStagedKeeper,
  type FileKeeper,
  type KeptFile,
  type KeyedFile,
} from './file-keeper.ts'
import { createFolderFiles, type FolderFiles } from './folder-files.ts'
import { planLeftOvers } from './plan-left-overs.ts'
import type { PlannedFile } from './planned-file.ts'
import { manifestName, writeManifest } from './write-manifest.ts'
import { planZipName, zipFiles } from './zip-files.ts'

export type Download = { blob: Blob; name: string }

export type Delivery =
  | { kind: 'folder'; keeper: FileKeeper; finish(known: ExportRecord['files']): Promise<FolderReport> }
  | {
      kind: 'download'
      keeper: FileKeeper
      pack(files: readonly ExportedFile[]): Promise<Download | undefined>
    }

/** `leftOvers`: pictures in the folder that the project does not have. */
export type FolderReport = { name: string; leftOvers: readonly string[] }

type Input = {
  project: Project
  memory: Pick<ExportMemory, 'openStaging'>
  nowMs: () => number
  known: ExportRecord['files']
  toMake: readonly KeyedFile[]
  /** Every file of the project, exported this time or not. */
  planned: readonly PlannedFile[]
}

/** Where the files go: the folder that the user chose, or this device's private disk until they are one download. */
export async function openDelivery(request: ExportRequest, input: Input): Promise<Delivery> {
  const { memory, known, toMake } = input
  if (request.folder) {
    const files = createFolderFiles(request.folder)
    const { name } = request.folder
    return {
      kind: 'folder',
      keeper: createFolderKeeper(files, known),
      async finish(now) {
        await writeFolderManifest(files, request, { ...input, known: now })
        return { name, leftOvers: await findLeftOvers(files, input) }
      },
    }
  }
  const folder = await memory.openStaging().catch(() => undefined)
  const disk = folder && createFolderFiles(folder)
  if (disk) await removeStale(disk, toMake)
  return {
    kind: 'download',
    keeper: disk ? await createStagedKeeper(disk) : createMemoryKeeper(),
    pack: (files) => packFiles(files, { request, input, disk }),
  }
}

/** Downloads of before, and pictures that this export does not need. */
async function removeStale(disk: FolderFiles, toMake: readonly KeyedFile[]): Promise<void> {
  const keys = new Set(toMake.map(({ key }) => key))
  for (const name of await disk.list(''))
    if (!keys.has(name.slice(0, name.indexOf('.')))) await disk.remove(name)
}

type Packing = { request: ExportRequest; input: Input; disk: FolderFiles | undefined }

/** One picture as it is, several in a ZIP whose name says what it holds. */
async function packFiles(
  files: readonly ExportedFile[],
  { request, input: { project, nowMs, toMake }, disk }: Packing,
): Promise<Download | undefined> {
  const delivered = files.flatMap((file) => (file.kept ? [{ ...file, kept: file.kept }] : []))
  const [only] = delivered
  if (only === undefined) return undefined
  const isWhole = files.length === toMake.length
  if (request.targets.length === 1 && delivered.length === 1 && isWhole)
    return { blob: only.kept.blob, name: planSingleName(only.planned) }
  const pictures = delivered.map(({ planned: { path }, sha256, kept: { blob } }) => ({
    path,
    content: blob,
    sha256,
  }))
  const manifest = {
    path: manifestName,
    content: await writeManifest({ ...request, project, files: delivered }),
  }
  const entries = [...pictures.sort((a, b) => (a.path < b.path ? -1 : 1)), manifest]
  const atMs = nowMs()
  const blob = await zipFiles(entries, {
    now: new Date(atMs),
    disk: disk && { files: disk, path: `${atMs}.zip` },
  })
  if (disk && isWhole) await removeStaged(disk, delivered)
  const mark = !isWhole ? '-incomplete' : request.only.kind === 'everything' ? '' : '-changed'
  return { blob, name: planZipName(project).replace(/\.zip$/, `${mark}.zip`) }
}

async function removeStaged(disk: FolderFiles, files: readonly { kept: KeptFile }[]): Promise<void> {
  for (const { kept } of files) await disk.remove(`${kept.key}.${kept.sha256}`)
}

/** fastlane's `01.png` would not identify the file in a downloads directory. */
function planSingleName({ path, target }: PlannedFile): string {
  const name = path.split('/').at(-1) ?? 'screen.png'
  return /^\d+\.\w+$/.test(name) ? `${target.canvasSizeId}-${name}` : name
}

async function writeFolderManifest(
  folder: FolderFiles,
  request: ExportRequest,
  { project, planned, known }: Input,
): Promise<void> {
  const files = planned.flatMap((file) => {
    const sha256 = known[file.path]?.sha256
    return sha256 === undefined ? [] : [{ planned: file, sha256 }]
  })
  const text = await writeManifest({ ...request, project, files })
  if ((await (await folder.find(manifestName))?.text()) === text) return
  await folder.write(manifestName, new Blob([text], { type: 'application/json' }))
}

async function findLeftOvers(folder: FolderFiles, { planned, known }: Input): Promise<string[]> {
  const paths = planned.map(({ path }) => path)
  const before = Object.keys(known)
  const folders = new Set([...paths, ...before].map((path) => path.slice(0, path.lastIndexOf('/') + 1)))
  const found: string[] = []
  for (const path of folders) found.push(...(await folder.list(path)))
  return planLeftOvers({ found, planned: paths, before })
}
