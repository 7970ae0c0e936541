import type { ReactNode } from 'react'
import { data, type ShouldRevalidateFunctionArgs } from 'react-router'
import type { Client } from '#app/client/create-client.ts'
import { openProject } from '#app/client/editing.ts'
import { getClient } from '#app/client/get-client.ts'
import { performProjectForm } from '#app/client/project-actions.ts'
import { readServerRender } from '#app/client/server-data.ts'
import type { ProjectSession } from '#app/client/session/project-session.ts'
import { PageSkeleton } from '#app/ui/page-skeleton.tsx'
import type { Route } from './+types/route'
import { CommitActions } from './commit-actions.tsx'
import { ProjectWithoutScripts } from './project-without-scripts.tsx'
import classes from './route.module.css'
import { UnopenedProject } from './unopened-project.tsx'

// What the editor's page and the page of captions do alike: both show one open project.

/** Opens the project of the address from the device. */
export async function loadProject({ params, serverLoader }: Route.ClientLoaderArgs) {
  const server = await readServerRender(serverLoader)
  const client = await getClient(server)
  return { client, opened: await openProject(client.editing, params.id) }
}

/** Waits until the session's queue is on the disk; the write began without it (decision 0007). */
export async function commitProjectForm({ request, params }: Route.ClientActionArgs) {
  return data(await performProjectForm(await getClient(), params.id, await request.formData()))
}

export const isOtherProject = ({ currentParams, nextParams }: ShouldRevalidateFunctionArgs): boolean =>
  currentParams.id !== nextParams.id

export type OpenedProps = { client: Client; session: ProjectSession }

type ProjectPageProps = {
  loaderData: Route.ComponentProps['loaderData']
  /** Below the project's address: where forms are sent. */
  path: string
  children: (opened: OpenedProps) => ReactNode
}

/** The open project; its texts without scripts; the reason and the remedies where it cannot be opened. */
export function ProjectPage({ loaderData, path, children }: ProjectPageProps) {
  if (!('client' in loaderData)) {
    return (
      <>
        <ProjectWithoutScripts summary={loaderData.summary} />
        <div className={classes.onlyWithScripts}>
          <PageSkeleton />
        </div>
      </>
    )
  }
  const { client, opened } = loaderData
  if (opened.kind !== 'ok') return <UnopenedProject opened={opened} />
  const { session } = opened
  return (
    <>
      <CommitActions session={session} action={`/projects/${session.projectId}${path}`} />
      {children({ client, session })}
    </>
  )
}
