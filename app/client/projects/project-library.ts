import { mainCanvasSizeIds } from '#app/document/catalogue/canvas-sizes.ts'
import { groupBySize } from '#app/document/catalogue/capture-size.ts'
import { applyChange } from '#app/document/changes/apply-change.ts'
import type { Change } from '#app/document/changes/change.ts'
import { diffProjects } from '#app/document/changes/diff-projects.ts'
import { copyName, untitledName } from '#app/document/edits/copy-name.ts'
import { createProject } from '#app/document/edits/create-project.ts'
import { type Capture, planCaptures } from '#app/document/edits/plan-captures.ts'
import { renameProject } from '#app/document/edits/rename-project.ts'
import type { CanvasSizeId, MintId } from '#app/document/model/ids.ts'
import { type Locale, type ProjectId, projectIdSchema } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import { sampleMedia } from '#app/document/sample/sample-media.ts'
import { createSampleProject } from '#app/document/sample/sample-project.ts'
import { listRefusals, summariseRefusals } from '#app/media/gather-refusals.ts'
import type { Incoming } from '#app/media/incoming-files.ts'
import { listCaptures } from '#app/media/list-captures.ts'
import { createObservable, type Observable } from '#app/observable/observable.ts'
import { addConflicts } from '#app/sync/engine/review-status.ts'
import { isSameStatus, planProjectStatus } from '#app/sync/engine/sync-status.ts'
import type { ProjectRow, ProjectStore } from '#app/sync/ports/project-store.ts'
import type { SyncStatus } from '#app/sync/status.ts'
import type { Time } from '#app/sync/time.ts'
import type { ClientMedia } from '../media/editor-media.ts'
import type { ProjectSession } from '../session/project-session.ts'
import type { ConflictReview } from '../sync/conflict-review.ts'
import type { CardThumbnails } from './thumbnail-urls.ts'

/** One card: the row, where it stands, and its picture. */
export type LibraryItem = {
  row: ProjectRow
  status: SyncStatus
  thumbnailUrl: string | undefined
  /** A sentence for the card: what is stored cannot be read here, or not changed. */
  loadError?: string
}

export type CreatedFromFiles = {
  /** Absent: no file could be used, so no project was made. */
  projectId: ProjectId | undefined
  /** Sentences about files that were refused or that no device fits. */
  messages: readonly string[]
  /** Of `messages`, in a few words; `undefined`: there are none. */
  summary: string | undefined
}

export type LibraryOptions = {
  store: ProjectStore
  media: ClientMedia
  thumbnails: CardThumbnails
  syncStatus: Observable<SyncStatus>
  review: Pick<ConflictReview, 'conflicts' | 'count'>
  time: Time
  mintId: MintId
  /** The open session of a project, if there is one: its memory and the disk must not part. */
  findSession: (projectId: ProjectId) => ProjectSession | undefined
  /** After every write of this tab. */
  onWritten: (projectId: ProjectId) => void
}

/** The projects of this identity on this device, and what the list can do with them. */
export interface Library extends Observable<readonly LibraryItem[]> {
  /** Is there anything under this id here, be it deleted? What the server lists besides is not on this device yet. */
  has(projectId: string): boolean
  /** Of a project that is not deleted. */
  findRow(projectId: ProjectId): ProjectRow | undefined
  /** Reads the rows again; resolves when the items show them. */
  refresh(): Promise<void>
  /** The row that a commit of this tab has left on the disk: the others need not be read for it. */
  noteRow(row: ProjectRow): Promise<void>
  refreshThumbnail(projectId: ProjectId): Promise<void>
  /** What reading the project has shown; `undefined` when there is nothing to say. */
  recordLoadError(projectId: ProjectId, loadError: string | undefined): void
  create(options?: { name?: string }): Promise<ProjectId>
  createFromFiles(incoming: Incoming): Promise<CreatedFromFiles>
  importSample(): Promise<ProjectId>
  /** A blank or unchanged name changes nothing; a project that is not here is left alone. */
  rename(projectId: ProjectId, name: string): Promise<void>
  /** Any other change of a project, open or not; an empty one writes nothing. */
  edit(projectId: ProjectId, plan: (project: Project) => Change): Promise<void>
  /** `undefined`: there is nothing readable under that id. */
  duplicate(projectId: ProjectId): Promise<ProjectId | undefined>
  delete(projectId: ProjectId): Promise<void>
  undoDelete(projectId: ProjectId): Promise<void>
}

const DEFAULT_LOCALE = 'en-US' as Locale

type Blank = {
  name?: string | undefined
  locale?: Locale | undefined
  canvasSizeId?: CanvasSizeId | undefined
}

export function createLibrary(options: LibraryOptions): Library {
  const { store, media, thumbnails, syncStatus, review, time, mintId, findSession, onWritten } = options
  const items = createObservable<readonly LibraryItem[]>([])
  const loadErrors = new Map<ProjectId, string>()
  let rows: readonly ProjectRow[] = []
  let ids: ReadonlySet<string> = new Set()
  let reading: Promise<void> | undefined
  let isReadRequested = false

  function publish(): void {
    const overall = syncStatus.get()
    const before = new Map(items.get().map((item) => [item.row.id, item]))
    items.set(rows.map((row) => reuseItem(before.get(row.id), toItem(row, overall))))
  }

  function toItem(row: ProjectRow, overall: SyncStatus): LibraryItem {
    const loadError = loadErrors.get(row.id)
    return {
      row,
      status: addConflicts(planProjectStatus(row, overall), review.count(row.id)),
      thumbnailUrl: thumbnails.findUrl(row.id),
      ...(loadError === undefined ? {} : { loadError }),
    }
  }

  async function read(): Promise<void> {
    const all = await store.listRows()
    ids = new Set(all.map((row) => row.id))
    rows = sortRows(all.filter((row) => row.deletedAtMs === undefined))
    publish()
    if (await thumbnails.load(rows.map((row) => row.id))) publish()
  }

  /** One read at a time; a wish that comes in the middle of one is another read after it. */
  async function refresh(): Promise<void> {
    isReadRequested = true
    reading ??= (async () => {
      while (isReadRequested) {
        isReadRequested = false
        await read()
      }
    })().finally(() => {
      reading = undefined
    })
    await reading
  }

  async function noteRow(row: ProjectRow): Promise<void> {
    const isListed = rows.some(({ id }) => id === row.id)
    // A read under way may have begun before the commit, and would put the older row back.
    if (reading !== undefined || !isListed) return refresh()
    rows = sortRows(rows.map((known) => (known.id === row.id ? row : known)))
    publish()
  }

  async function recordWrite(projectId: ProjectId): Promise<void> {
    await refresh()
    onWritten(projectId)
  }

  async function add(project: Project): Promise<ProjectId> {
    await store.create(project, time.nowMs())
    await recordWrite(project.id)
    return project.id
  }

  async function edit(projectId: ProjectId, plan: (project: Project) => Change): Promise<void> {
    const session = findSession(projectId)
    if (session !== undefined) {
      session.commit(plan(session.getProject()))
      const saved = await session.flush()
      if (saved.kind === 'failed') throw new Error(saved.message)
      return refresh()
    }
    const loaded = await store.load(projectId)
    if (loaded.kind !== 'ok') return
    const change = plan(loaded.project)
    if (change.ops.length === 0) return
    const project = applyChange(loaded.project, change)
    await store.commit({ projectId, changes: [change], project, atMs: time.nowMs() })
    await recordWrite(projectId)
  }

  const mintProjectId = () => projectIdSchema.parse(mintId())
  const listNames = () => rows.map((row) => row.name)
  const createBlank = ({ name, locale, canvasSizeId }: Blank = {}) =>
    createProject({
      id: mintProjectId(),
      name: name ?? untitledName(listNames()),
      locale: locale ?? DEFAULT_LOCALE,
      mint: mintId,
      ...(canvasSizeId === undefined ? {} : { canvasSizeId }),
    })

  /** A project of the sizes that the captures are of, in the languages of their folders. */
  function planProject(captures: readonly Capture[]): { project: Project; warnings: readonly string[] } {
    const groups = [...groupBySize(captures, mainCanvasSizeIds[0] as CanvasSizeId)]
    const locale = planFirstLocale(captures)
    const [first] = groups
    let project = createBlank({ locale, canvasSizeId: first?.[0] })
    const warnings: string[] = []
    for (const [canvasSizeId, group] of groups) {
      const plan = planCaptures(project, { captures: group, canvasSizeId, locale, mint: mintId })
      project = plan.project
      warnings.push(...plan.warnings)
    }
    return { project, warnings }
  }

  syncStatus.subscribe(publish)
  review.conflicts.subscribe(publish)

  return {
    get: items.get,
    subscribe: items.subscribe,
    has: (projectId) => ids.has(projectId),
    findRow: (projectId) => rows.find((row) => row.id === projectId),
    refresh,
    noteRow,
    async refreshThumbnail(projectId) {
      thumbnails.expire(projectId)
      if (await thumbnails.load(rows.map((row) => row.id))) publish()
    },
    recordLoadError(projectId, loadError) {
      if (loadErrors.get(projectId) === loadError) return
      if (loadError === undefined) loadErrors.delete(projectId)
      else loadErrors.set(projectId, loadError)
      publish()
    },
    create: (blank) => add(createBlank(blank)),

    async createFromFiles(incoming) {
      const files = incoming.files.map(({ file }) => file)
      const { captures, refused } = listCaptures(incoming, await media.importFiles(files, {}))
      const summary = refused.length === 0 ? undefined : summariseRefusals(refused)
      const refusals = listRefusals(refused)
      if (captures.length === 0) return { projectId: undefined, messages: refusals, summary }
      const { project, warnings } = planProject(captures)
      const messages = [...refusals, ...warnings]
      return { projectId: await add(project), messages, summary: summary ?? describeWarnings(warnings) }
    },

    async importSample() {
      await media.importSample(sampleMedia)
      return add(createSampleProject({ id: mintProjectId(), mint: mintId }))
    },

    rename: (projectId, name) =>
      edit(projectId, (project) => diffProjects(project, renameProject(project, name), 'Rename project')),

    edit,

    async duplicate(projectId) {
      await findSession(projectId)?.flush()
      const loaded = await store.load(projectId)
      if (loaded.kind !== 'ok') return undefined
      const copyId = mintProjectId()
      const name = copyName(loaded.project.name, listNames())
      await store.create({ ...loaded.project, id: copyId, name }, time.nowMs())
      const picture = await store.findThumbnail(projectId)
      if (picture !== undefined) await store.saveThumbnail(copyId, picture)
      await recordWrite(copyId)
      return copyId
    },

    async delete(projectId) {
      await findSession(projectId)?.flush()
      await store.markDeleted(projectId, time.nowMs())
      await recordWrite(projectId)
    },

    async undoDelete(projectId) {
      await store.undelete(projectId, time.nowMs())
      await recordWrite(projectId)
    },
  }
}

/** The language that is designed first: the usual one, unless the folders are all of others. */
function planFirstLocale(captures: readonly Capture[]): Locale {
  const locales = captures.map(({ inLocale }) => inLocale?.locale ?? DEFAULT_LOCALE)
  return locales.includes(DEFAULT_LOCALE) ? DEFAULT_LOCALE : (locales[0] ?? DEFAULT_LOCALE)
}

function describeWarnings(warnings: readonly string[]): string | undefined {
  if (warnings.length === 0) return undefined
  return warnings.length === 1 ? 'a capture needs a look' : `${warnings.length} captures need a look`
}

const sortRows = (rows: readonly ProjectRow[]): readonly ProjectRow[] =>
  rows.toSorted((a, b) => b.updatedAtMs - a.updatedAtMs || (a.id < b.id ? -1 : 1))

/** The same object for an unchanged card, so that only what changed is drawn again. */
function reuseItem(before: LibraryItem | undefined, now: LibraryItem): LibraryItem {
  const isSame =
    before !== undefined &&
    before.thumbnailUrl === now.thumbnailUrl &&
    before.loadError === now.loadError &&
    isSameStatus(before.status, now.status) &&
    (before.row === now.row || JSON.stringify(before.row) === JSON.stringify(now.row))
  return isSame ? before : now
}
