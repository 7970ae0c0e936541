import { data, redirect } from 'react-router'
import { incompleteForm, parseProjectForm } from '#app/client/projects/project-forms.ts'
import { findCanvasSize } from '#app/document/catalogue/canvas-sizes.ts'
import { projectIdSchema } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import { fromProjectData } from '#app/document/model/project-data.ts'
import type { Project, Screen } from '#app/document/model/schema.ts'
import { resolveProject } from '#app/document/resolve/resolve-project.ts'
import { findAccount } from '#app/server/auth/session.server.ts'
import { requireForm } from '#app/server/http/request-guards.server.ts'
import { describeLimited, findWriteDelay } from '#app/server/http/request-limits.server.ts'
import { parseProjectName } from '#app/server/projects/project-input.server.ts'
import {
  deleteProject,
  findProject,
  type ProjectNotFound,
  type ProjectOverQuota,
  type ProjectWritten,
  renameProject,
  restoreProject,
} from '#app/server/projects/projects.server.ts'
import type { Services } from '#app/server/services.server.ts'
import { toIdentity } from '../projects/data.server.ts'

/** The parts of a project shown without scripts: its screens by size, each with its captions. */
export type ProjectSummary = {
  id: string
  name: string
  sizes: { name: string; screens: { id: string; name: string; captions: string[] }[] }[]
}

/** A project the server does not know may still be on the device, so its absence is no error here. */
export async function loadProjectPage(services: Services, request: Request, id: string) {
  const account = await findAccount(services, request)
  const projectId = projectIdSchema.safeParse(id)
  const stored =
    account && projectId.success ? await findProject(services, account.id, id.toLowerCase()) : undefined
  const summary = stored === undefined || stored.deletedAt !== undefined ? undefined : summarise(stored)
  return { ...(await toIdentity(services, request, account)), summary }
}

function summarise(stored: { id: string; name: string; data: unknown }): ProjectSummary {
  const parsed = fromProjectData(stored)
  const sizes = parsed.kind === 'ok' ? listSizes(resolveProject(parsed.project)) : []
  return { id: stored.id, name: stored.name, sizes }
}

function listSizes(project: Project): ProjectSummary['sizes'] {
  return Object.entries(project.screensByCanvasSize).map(([sizeId, screens]) => ({
    name: findCanvasSize(sizeId)?.name ?? sizeId,
    screens: listOrdered(screens).map(({ id, item }) => ({
      id,
      name: item.name,
      captions: listCaptions(item),
    })),
  }))
}

function listCaptions(screen: Screen): string[] {
  return listOrdered(screen.elements)
    .flatMap(({ item }) => (item.type === 'text' ? Object.values(item.contentByLocale) : []))
    .filter((caption) => caption.trim() !== '')
}

/** Rename, delete and undelete for browsers without JavaScript. */
export async function handleProjectForm(services: Services, request: Request, id: string) {
  const account = await findAccount(services, request)
  if (account === undefined) throw redirect('/sign-in', 303)
  const delaySeconds = await findWriteDelay(services, account.id)
  if (delaySeconds !== undefined) {
    const headers = { 'retry-after': String(delaySeconds) }
    return data({ refusal: describeLimited(delaySeconds) }, { status: 429, headers })
  }
  const form = parseProjectForm(await requireForm(request))
  switch (form?.intent) {
    // Nothing is pending on the server: edits are made and saved in the browser.
    case 'commit':
    case undefined:
      return { refusal: incompleteForm }
    case 'delete':
      await deleteProject(services, account.id, { id })
      throw redirect('/', 303)
    case 'undelete':
      return showAgain(id, await restoreProject(services, account.id, { id }))
    case 'rename': {
      const name = parseProjectName(services, form.name)
      if (name.kind === 'invalid') return { refusal: name.message }
      return showAgain(id, await renameProject(services, account.id, { id, name: name.name }))
    }
  }
}

/** A missing project is reported by its page. */
function showAgain(id: string, result: ProjectWritten | ProjectOverQuota | ProjectNotFound) {
  if (result.kind === 'over-quota') return data({ refusal: result.message }, { status: 507 })
  throw redirect(`/projects/${id}`, 303)
}
