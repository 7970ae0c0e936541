import { data, redirect } from 'react-router'
import { incompleteForm, parseListForm } from '#app/client/projects/project-forms.ts'
import { copyName, listProjectNames, untitledName } from '#app/document/edits/copy-name.ts'
import { createProject } from '#app/document/edits/create-project.ts'
import { type Locale, type ProjectId, projectIdSchema } from '#app/document/model/ids.ts'
import { toProjectData } from '#app/document/model/project-data.ts'
import type { Project } from '#app/document/model/schema.ts'
import { isTemplateId } from '#app/document/model/template-id.ts'
import { createSampleProject } from '#app/document/sample/sample-project.ts'
import { type Account, findAccount } from '#app/server/auth/session.server.ts'
import { findEndedSession } from '#app/server/ended-sessions.server.ts'
import { requireForm } from '#app/server/http/request-guards.server.ts'
import { describeLimited, findWriteDelay } from '#app/server/http/request-limits.server.ts'
import { parseProjectName } from '#app/server/projects/project-input.server.ts'
import {
  deleteProject,
  duplicateProject,
  findProject,
  listProjects,
  type ProjectConflict,
  type ProjectNotFound,
  type ProjectOverQuota,
  type ProjectWritten,
  putProject,
  renameProject,
  restoreProject,
} from '#app/server/projects/projects.server.ts'
import type { Services } from '#app/server/services.server.ts'

/** The signed-in account and its projects: enough to read the list before, or without, any script. */
export async function loadProjectsList(services: Services, request: Request) {
  const account = await findAccount(services, request)
  const listed = account === undefined ? [] : (await listProjects(services, account.id)).projects
  return {
    ...(await toIdentity(services, request, account)),
    projects: listed
      .filter(({ id }) => !isTemplateId(id))
      .map(({ id, name, updatedAt }) => ({ id, name, updatedAt: updatedAt.toISOString() })),
  }
}

/** The identity for the browser's own code. */
export async function toIdentity(services: Services, request: Request, account: Account | undefined) {
  if (account === undefined) {
    const ended = await findEndedSession(services, request)
    return {
      account: undefined,
      isSessionEnded: ended !== undefined,
      ...(ended?.isAccountDeleted ? { isAccountDeleted: true } : {}),
    }
  }
  return { account: { userId: account.id, name: account.name, email: account.email } }
}

export type ListFormResponse = { justDeleted?: { id: string; name: string }; refusal?: string }

/** The list's forms for browsers without JavaScript; with it, the clientAction does the same on the device. */
export async function handleProjectsForm(services: Services, request: Request) {
  const account = await findAccount(services, request)
  if (account === undefined) throw redirect('/sign-in', 303)
  const delaySeconds = await findWriteDelay(services, account.id)
  if (delaySeconds !== undefined) return refuseLimited(delaySeconds)
  const input = parseListForm(await requireForm(request))
  if (input === undefined) return refuse(incompleteForm)
  switch (input.intent) {
    case 'create': {
      const name = untitledName(await listNames(services, account))
      return openNew(services, account, (id) =>
        createProject({ id, name, locale: 'en-US' as Locale, mint: mintId }),
      )
    }
    case 'import-sample':
      return openNew(services, account, (id) => createSampleProject({ id, mint: mintId }))
    case 'rename': {
      const name = parseProjectName(services, input.name)
      if (name.kind === 'invalid') return refuse(name.message)
      return backToList(await renameProject(services, account.id, { id: input.id, name: name.name }))
    }
    case 'duplicate':
      return duplicate(services, account, input.id)
    case 'delete': {
      const name = (await findProject(services, account.id, input.id))?.name
      const result = await deleteProject(services, account.id, { id: input.id })
      return result.kind === 'deleted' && name !== undefined
        ? data<ListFormResponse>({ justDeleted: { id: input.id, name } })
        : refuse(goneMessage)
    }
    case 'undelete':
      return backToList(await restoreProject(services, account.id, { id: input.id }))
  }
}

const mintId = () => crypto.randomUUID()
const goneMessage = 'This project is not in your account any more. The list shows what is there now.'

async function openNew(services: Services, account: Account, create: (id: ProjectId) => Project) {
  const project = create(projectIdSchema.parse(mintId()))
  const { id, name } = project
  const result = await putProject(services, account.id, {
    id,
    name,
    data: toProjectData(project),
    baseRevision: 0,
  })
  if (result.kind === 'over-quota') return refuse(result.message, 507)
  return redirect(`/projects/${id}`, 303)
}

async function duplicate(services: Services, account: Account, id: ProjectId) {
  const original = await findProject(services, account.id, id)
  const name = copyName(original?.name ?? '', await listNames(services, account))
  return backToList(await duplicateProject(services, account.id, { id, newId: mintId(), name }))
}

async function listNames(services: Services, account: Account): Promise<readonly string[]> {
  return listProjectNames((await listProjects(services, account.id)).projects)
}

function backToList(result: ProjectWritten | ProjectOverQuota | ProjectConflict | ProjectNotFound) {
  if (result.kind === 'over-quota') return refuse(result.message, 507)
  return result.kind === 'written' ? redirect('/', 303) : refuse(goneMessage)
}

function refuseLimited(delaySeconds: number) {
  const headers = { 'retry-after': String(delaySeconds) }
  return data<ListFormResponse>({ refusal: describeLimited(delaySeconds) }, { status: 429, headers })
}

function refuse(refusal: string, status = 400) {
  return data<ListFormResponse>({ refusal }, { status })
}
