import type { MintId, ProjectId } from '#app/document/ids.ts'
import type { ProjectStore } from './ports.ts'
import type { ProjectApi } from './project-api.ts'
import type { Time } from './time.ts'

/** What the page must hear about: a copy was replaced from elsewhere, or two versions now stand side by side. */
export type RemoteChange =
  | { kind: 'updated'; projectId: ProjectId }
  | { kind: 'kept-both'; projectId: ProjectId; copyId: ProjectId; copyName: string }

export type SyncContext = {
  store: ProjectStore
  api: ProjectApi
  time: Time
  mintId: MintId
  onRemoteChange: (change: RemoteChange) => void
}
