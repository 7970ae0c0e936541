import type { ProjectId } from '#app/document/model/ids.ts'
import type { LoadedProject, ProjectStore } from '#app/sync/ports/project-store.ts'

export type ProjectChecksOptions = {
  store: Pick<ProjectStore, 'load'>
  whenIdle: (task: () => void) => void
  /** `undefined`: it opens as it should. */
  recordLoadError: (projectId: ProjectId, loadError: string | undefined) => void
  onFault: (error: unknown) => void
}

/**
 * Reads projects to check whether they open, so that a damaged one is reported in the list and not when it is opened.
 */
export function createProjectChecks({ store, whenIdle, recordLoadError, onFault }: ProjectChecksOptions) {
  async function check(projectId: ProjectId): Promise<void> {
    try {
      recordLoadError(projectId, findLoadError(await store.load(projectId)))
    } catch (error) {
      onFault(error)
    }
  }

  /** One after the other, while the page is idle. */
  function checkAll(projectIds: readonly ProjectId[]): void {
    const rest = projectIds.values()
    const checkNext = () => {
      const { value: projectId } = rest.next()
      if (projectId !== undefined) whenIdle(() => void check(projectId).then(checkNext))
    }
    checkNext()
  }

  return { check, checkAll }
}

function findLoadError(loaded: LoadedProject): string | undefined {
  switch (loaded.kind) {
    case 'broken':
      return 'Damaged: open it to download what is stored'
    case 'newer':
      return 'Made by a newer version: it can be looked at, not changed'
    case 'ok':
    case 'missing':
      return undefined
  }
}
