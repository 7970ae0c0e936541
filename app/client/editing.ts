import type { ProjectId } from '#app/document/model/ids.ts'
import type { AccountVersions, EditorTimeline } from '#app/editor/ports/history.ts'
import type { EditorReviews } from '#app/editor/ports/reviews.ts'
import type { Observable } from '#app/observable/observable.ts'
import type { SyncStatus } from '#app/sync/status.ts'
import type { Account } from './account/identity.ts'
import { createLaterHttp } from './platform/later-http.ts'
import { createProjectTimeline } from './session/project-timeline.ts'
import { createSessionOpener, type OpenResult, type SessionOpenerOptions } from './session/session-opener.ts'
import { createAccountReviews } from './sync/account-reviews.ts'
import type { AccountVersionsOptions } from './sync/account-versions.ts'
import type { ClientSync } from './sync/client-sync.ts'

// The part of the client that only the page of an open project needs: its session, its history and its review links.
// `create-client.ts` loads it when a project is opened, so that the list of projects does not ship it.

export type EditingParts = SessionOpenerOptions & { account: Account | undefined; sync: ClientSync }

/**
 * Opens the editing session of a project.
 *
 * @param id any text from an address; one that names no project gives `missing`.
 */
export const openProject = (parts: EditingParts, id: string): Promise<OpenResult> =>
  createSessionOpener(parts)(id)

/** The review links of a project of the account; they are requested when the panel is opened. */
export function openReviews(
  { account, sync }: EditingParts,
  projectId: ProjectId,
  status: Observable<SyncStatus>,
): EditorReviews {
  return createAccountReviews({
    projectId,
    accountId: account?.userId,
    http: account && createLaterHttp(account.userId),
    status,
    syncNow: sync.syncNow,
  })
}

/** The history of a project: its log on this device and its versions in the account. */
export function openTimeline({ account, stores, sync }: EditingParts, projectId: ProjectId): EditorTimeline {
  const versions = createLaterVersions({
    projectId,
    http: account && createLaterHttp(account.userId),
    syncNow: sync.syncNow,
  })
  return createProjectTimeline({ projectId, store: stores.projects, versions })
}

/** Their code is fetched when the history is opened. */
function createLaterVersions(options: AccountVersionsOptions): AccountVersions {
  const open = async () => (await import('./sync/account-versions.ts')).createAccountVersions(options)
  const offline = () => ({ kind: 'offline' }) as const
  return {
    list: () => open().then((versions) => versions.list(), offline),
    read: (revision) => open().then((versions) => versions.read(revision), offline),
    restore: (revision) => open().then((versions) => versions.restore(revision), offline),
  }
}
