import { createHash, randomUUID } from 'node:crypto'
import { applyChanges } from '#app/document/changes/apply-change.ts'
import { toCanonicalText } from '#app/document/changes/canonical-text.ts'
import type { Change } from '#app/document/changes/change.ts'
import { diffProjects } from '#app/document/changes/diff-projects.ts'
import { renameProject } from '#app/document/edits/rename-project.ts'
import { setCaption } from '#app/document/edits/set-content.ts'
import type { CanvasSizeId, ElementId, Locale, ProjectId, ScreenId } from '#app/document/model/ids.ts'
import { toProjectData } from '#app/document/model/project-data.ts'
import type { Project, ProjectDocument } from '#app/document/model/schema.ts'
import { handleSync, type SyncResult, type SyncRules } from '#app/server/sync/handle-sync.server.ts'
import type { SyncRepository } from '#app/server/sync/sync-repository.server.ts'
import type { Push, RemoteItem, SyncResponse } from '#app/sync/protocol/projects.ts'
import type { AccountId } from '#db/account-id.ts'
import { createSample } from '#tests/factories/generate-project.ts'

export const hashText = (parts: readonly string[]) =>
  createHash('sha256').update(parts.join('')).digest('hex')
export const hashOf = (project: ProjectDocument) => hashText([toCanonicalText(project)])

export const testRules: SyncRules = {
  limits: {
    projectMaxBytes: 400_000,
    projectMaxDepth: 64,
    projectMaxKeys: 50,
    projectsMax: 1_000,
    projectsMaxBytes: 100_000_000,
    nameMaxLength: 200,
    pageBytes: 100_000,
    workBytes: 100_000_000,
  },
  hashText,
}

export function createTestProject(name = 'First'): ProjectDocument {
  return { ...createSample(), id: randomUUID() as ProjectId, name }
}

type Numbered<P> = P extends unknown ? Omit<P, 'n'> : never
export type Unnumbered = Numbered<Push>

export const wholeOf = (project: ProjectDocument, baseRevision: number): Unnumbered => ({
  projectId: project.id,
  baseRevision,
  name: project.name,
  data: toProjectData(project),
  hash: hashOf(project),
})
/** The same as its canonical text. */
export const textOf = (project: ProjectDocument, baseRevision: number) => ({
  projectId: project.id,
  baseRevision,
  text: toCanonicalText(project),
  hash: hashOf(project),
  ...(project.view === undefined ? {} : { view: project.view }),
})
export const changesOf = (
  before: ProjectDocument,
  after: ProjectDocument,
  baseRevision: number,
): Unnumbered => ({
  projectId: before.id,
  baseRevision,
  changes: [diffProjects(before, after, 'An edit')] as (Change & { ops: never })[],
  hash: hashOf(after),
})
export const deletionOf = (project: ProjectDocument, baseRevision: number): Unnumbered => ({
  projectId: project.id,
  baseRevision,
  deleted: true,
})

/** One small edit of the first caption of a project without linked sizes. */
export function editCaption(document: ProjectDocument, words: string): ProjectDocument {
  const project = document as Project
  for (const [sizeId, screens] of Object.entries(project.screensByCanvasSize)) {
    for (const [screenId, screen] of Object.entries(screens)) {
      for (const [elementId, element] of Object.entries(screen.elements)) {
        if (element.type !== 'text') continue
        return setCaption(project, {
          canvasSizeId: sizeId as CanvasSizeId,
          screenId: screenId as ScreenId,
          elementId: elementId as ElementId,
          locale: 'en-US' as Locale,
          content: words,
        })
      }
    }
  }
  throw new Error('The project has no caption.')
}

export { renameProject }

export function applyItem(project: ProjectDocument | undefined, item: RemoteItem): ProjectDocument {
  if (item.changes) {
    if (project === undefined) throw new Error('Changes to nothing.')
    return applyChanges(project, item.changes as readonly Change[])
  }
  return { ...(item.data as object), id: item.projectId, name: item.name } as ProjectDocument
}

/** A client that numbers its pushes and keeps its cursor. */
export class TestDevice {
  clientId = randomUUID() as string
  cursor: number | null = null
  n = 0

  constructor(
    readonly repository: SyncRepository,
    readonly accountId: AccountId,
    readonly rules: SyncRules = testRules,
  ) {}

  number(pushes: readonly Unnumbered[]) {
    return pushes.map((push) => {
      this.n += 1
      return { ...push, n: this.n }
    })
  }

  send(pushes: readonly { n: number }[], cursor = this.cursor): Promise<SyncResult> {
    const request = { protocol: 1, clientId: this.clientId, cursor, pushes: structuredClone(pushes) }
    return handleSync(this.repository, this.accountId, request as never, this.rules)
  }

  async push(...pushes: readonly Unnumbered[]): Promise<SyncResponse> {
    const response = requireResponse(await this.send(this.number(pushes)))
    this.cursor = response.cursor
    return response
  }

  /** A page for a device that takes whole projects as text; the cursor stays. */
  async pullTexts(): Promise<SyncResponse> {
    const { repository, accountId, clientId, cursor, rules } = this
    const request = { protocol: 1, clientId, cursor, texts: true as const, pushes: [] }
    return requireResponse(await handleSync(repository, accountId, request, rules))
  }

  async pull(): Promise<SyncResponse> {
    return this.push()
  }
}

export function requireResponse(result: SyncResult): SyncResponse {
  if (result.kind !== 'responded') throw new Error(`No response but ${result.kind}.`)
  return result.response
}
