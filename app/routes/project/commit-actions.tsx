import { useEffect } from 'react'
import { useFetcher } from 'react-router'
import type { ProjectSession } from '#app/client/session/project-session.ts'

/** Renders nothing: the fetcher's states change here, beside the editor and not above it. `action`: the path of the open page. */
export function CommitActions({ session, action }: { session: ProjectSession; action: string }) {
  const { submit } = useFetcher({ key: `commit ${session.projectId}` })
  useEffect(() => {
    session.setCommitAction(() => {
      void submit({ intent: 'commit' }, { method: 'post', action })
    })
    return () => session.setCommitAction(undefined)
  }, [session, action, submit])
  return null
}
