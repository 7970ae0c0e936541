import type { ManifestMedia } from '#app/archive/manifest.ts'
import { planArchiveMerge } from '#app/archive/plan-merge.ts'
import type { Archive } from '#app/archive/read-archive.ts'
import type { Change } from '#app/document/changes/change.ts'
import { diffProjects } from '#app/document/changes/diff-projects.ts'
import { planRevert } from '#app/document/changes/revert-change.ts'
import { copyName } from '#app/document/edits/copy-name.ts'
import { type MediaId, type MintId, type ProjectId, projectIdSchema } from '#app/document/model/ids.ts'
import { listProjectMedia, replaceMedia } from '#app/document/model/project-media.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import type { LocalStores } from '#app/storage/open-stores.ts'
import type { Time } from '#app/sync/time.ts'
import type { Account } from '../account/identity.ts'
import type { ClientMedia } from '../media/editor-media.ts'
import type { ProjectEvents } from '../project-events.ts'
import type { ProjectEdits } from '../projects/project-edits.ts'
import type { OpenResult } from '../session/session-opener.ts'
import { type ArchiveImport, compareWithDisk, type ProjectToImport } from './read-import.ts'

/** What happens to projects that are here in another state. */
export type ImportChoice = 'merge' | 'copy'

export type ImportOutcome =
  | {
      kind: 'done'
      /** Names of the projects by what happened to them. */
      added: readonly string[]
      merged: readonly string[]
      same: readonly string[]
      /** The first of them, to be opened. */
      openId: ProjectId | undefined
      /** Names of pictures that are neither in the file nor on this device. */
      missing: readonly string[]
      /** What could not be taken from another tool's file. */
      notes: readonly string[]
    }
  /** Nothing was changed, or the message says that something may have stayed; it gives the reason. */
  | { kind: 'failed'; message: string }

export type ApplyImportOptions = {
  /** Absent when signed out: nothing of this device can be in an account then. */
  account: Account | undefined
  stores: Pick<LocalStores, 'projects' | 'media'>
  media: Pick<ClientMedia, 'importArchived' | 'removeImported'>
  edits: ProjectEdits
  events: Pick<ProjectEvents, 'emit'>
  openProject: (id: string) => Promise<OpenResult>
  /** The names in the list. */
  listNames: () => readonly string[]
  time: Time
  mintId: MintId
  onProgress: (done: number, total: number) => void
}

type Taken = { how: 'added' | 'merged' | 'same'; id: ProjectId; name: string }
/** Takes one step of an import back. */
type TakeBack = () => Promise<unknown>

/** Writes a checked archive to this device: media first, then the projects. What fails takes everything back. */
export async function applyImport(
  { archive, projects, notes }: ArchiveImport,
  choice: ImportChoice,
  options: ApplyImportOptions,
): Promise<ImportOutcome> {
  const takeBacks: TakeBack[] = []
  try {
    const adapt = await importMedia(archive, takeBacks, options)
    const taken: Taken[] = []
    for (const { project, here } of projects) {
      taken.push(await takeProject({ project: adapt(project), here }, choice, { ...options, takeBacks }))
    }
    const namesOf = (how: Taken['how']) => taken.filter((one) => one.how === how).map(({ name }) => name)
    return {
      kind: 'done',
      added: namesOf('added'),
      merged: namesOf('merged'),
      same: namesOf('same'),
      openId: taken[0]?.id,
      missing: await listMissing(projects, adapt, options),
      notes,
    }
  } catch (error) {
    return { kind: 'failed', message: describeFailure(error, await takeAllBack(takeBacks)) }
  }
}

/** The last step first. One that fails does not keep the others; returns why they failed. */
async function takeAllBack(takeBacks: readonly TakeBack[]): Promise<readonly unknown[]> {
  const faults: unknown[] = []
  for (const takeBack of takeBacks.toReversed()) {
    try {
      await takeBack()
    } catch (fault) {
      faults.push(fault)
    }
  }
  return faults
}

function describeFailure(error: unknown, faults: readonly unknown[]): string {
  const [reason, ...others] = [error, ...faults].map((each) =>
    each instanceof Error ? each.message : String(each),
  )
  if (others.length === 0) return `Nothing was imported: ${reason}`
  return `The import stopped: ${reason} A part of it may still be here, for it could not be taken back: ${[...new Set(others)].join(' ')}`
}

/** Returns how to name the files by the ids they have here: bytes that are here already are not stored again. */
async function importMedia(
  archive: Archive,
  takeBacks: TakeBack[],
  { media, onProgress }: ApplyImportOptions,
): Promise<(project: ProjectDocument) => ProjectDocument> {
  const files = archive.manifest.media
  const renamed: { from: ReadonlySet<MediaId>; to: MediaId }[] = []
  for (const [index, entry] of files.entries()) {
    const imported = await media.importArchived(await toFile(archive, entry), {
      mediaId: entry.id,
      sha256: entry.sha256.toLowerCase(),
    })
    if (imported.kind === 'refused') throw new Error(imported.message)
    const { mediaId } = imported
    if (imported.isNew) takeBacks.push(() => media.removeImported([mediaId]))
    if (mediaId !== entry.id) renamed.push({ from: new Set([entry.id]), to: mediaId })
    onProgress(index + 1, files.length)
  }
  return (project) => renamed.reduce(replaceMedia, project)
}

async function toFile(archive: Archive, entry: ManifestMedia): Promise<File> {
  const bytes = (await archive.readMedia(entry)) as Uint8Array<ArrayBuffer>
  return new File([bytes], entry.fileName, { type: entry.mimeType })
}

const noChange: Change = { label: '', ops: [] }

type TakeOptions = ApplyImportOptions & { takeBacks: TakeBack[] }

async function takeProject(
  { project, here: seen }: ProjectToImport,
  choice: ImportChoice,
  options: TakeOptions,
): Promise<Taken> {
  const { id, name } = project
  // A pull or another tab may have written since the file was read.
  const here = await compareWithDisk(options.stores.projects, project)
  // The user was not asked what becomes of it.
  if (here === 'changed' && seen !== 'changed') return create(toCopy(project, options), options)
  switch (here) {
    case 'same':
      return { how: 'same', id, name }
    case 'new':
      return create(project, options)
    case 'deleted':
      return restore(project, options)
    case 'changed':
      return choice === 'merge' ? merge(project, options) : create(toCopy(project, options), options)
    case 'unreadable':
      return create(toCopy(project, options), options)
  }
}

function toCopy(project: ProjectDocument, { listNames, mintId }: TakeOptions): ProjectDocument {
  return { ...project, id: projectIdSchema.parse(mintId()), name: copyName(project.name, listNames()) }
}

async function create(project: ProjectDocument, options: TakeOptions): Promise<Taken> {
  const { account, stores, edits, events, time, takeBacks } = options
  const { id, name } = project
  const row = await stores.projects.create(project, time.nowMs())
  events.emit({ kind: 'written', projectId: id, row })
  takeBacks.push(async () => {
    // It may have been pushed already: only a deletion takes it from the account and from other devices.
    if (account !== undefined) return edits.delete(id)
    await stores.projects.purge(id)
    events.emit({ kind: 'rows-synced', projectIds: [id], rows: [] })
  })
  return { how: 'added', id, name }
}

/** A deleted project comes back under its own id, as it is in the archive. */
async function restore(project: ProjectDocument, { edits, takeBacks }: TakeOptions): Promise<Taken> {
  const { id, name } = project
  await edits.undoDelete(id)
  takeBacks.push(() => edits.delete(id))
  let change: Change | undefined
  takeBacks.push(() => edits.edit(id, (here) => (change ? planRevert(here, change) : noChange)))
  await edits.edit(id, (here) => {
    change = diffProjects(here, project, 'Import from file')
    return change
  })
  return { how: 'added', id, name }
}

/** One edit of the open project, so that undo and the history have it. */
async function merge(project: ProjectDocument, { openProject, takeBacks }: TakeOptions): Promise<Taken> {
  const { id, name } = project
  const opened = await openProject(id)
  if (opened.kind !== 'ok') throw new Error(`“${name}” cannot be opened here, so it cannot be merged.`)
  const { session } = opened
  if (session.readOnlyReason !== undefined) throw new Error(session.readOnlyReason)
  const change = planArchiveMerge(session.getDocument(), project)
  session.commit(change)
  takeBacks.push(async () => {
    // Not the last edit, whichever that is by now.
    const back = planRevert(session.getDocument(), change)
    if (back.ops.length > 0) session.commit({ ...back, label: `Take back: ${change.label}` })
    // Where the disk takes nothing, the session tries again, with both edits.
    await session.flush()
  })
  const saved = await session.flush()
  if (saved.kind === 'failed') throw new Error(saved.message)
  return { how: 'merged', id, name }
}

async function listMissing(
  projects: ArchiveImport['projects'],
  adapt: (project: ProjectDocument) => ProjectDocument,
  { stores }: ApplyImportOptions,
): Promise<string[]> {
  const known = new Set((await stores.media.listAssets()).map(({ cloudId }) => cloudId))
  const missing = projects.flatMap(({ project }) =>
    listProjectMedia(adapt(project))
      .filter((mediaId) => !known.has(mediaId))
      .map((mediaId) => project.mediaNames?.[mediaId] ?? `a picture of “${project.name}”`),
  )
  return [...new Set(missing)]
}
