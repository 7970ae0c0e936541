import { data, redirect } from 'react-router'
import { incompleteForm, parseListForm } from '#app/client/projects/project-forms.ts'
import { copyName, untitledName } from '#app/document/edits/copy-name.ts'
import { createProject } from '#app/document/edits/create-project.ts'
import { type Locale, type ProjectId, projectIdSchema } from '#app/document/model/ids.ts'
import { toProjectData } from '#app/document/model/project-data.ts'
import type { Project } from '#app/document/model/schema.ts'
import { createSampleProject } from '#app/document/sample/sample-project.ts'
import { type Account, findAccount } from '#app/server/auth/session.server.ts'
import { hasEndedSession } from '#app/server/ended-sessions.server.ts'
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

/** The signed-in account and its projects: enough to read the list before, or without, any script. */
export async function loadProjectsList(request: Request) {
  const account = await findAccount(request)
  const listed = account === undefined ? [] : (await listProjects(account.id)).projects
  return {
    ...(await toIdentity(request, account)),
    projects: listed.map(({ id, name, updatedAt }) => ({ id, name, updatedAt: updatedAt.toISOString() })),
  }
}

/** The identity for the browser's own code. */
export async function toIdentity(request: Request, account: Account | undefined) {
  if (account === undefined) return { account: undefined, isSessionEnded: await hasEndedSession(request) }
  return { account: { userId: account.id, name: account.name, email: account.email } }
}

export type ListFormAnswer = { justDeleted?: { id: string; name: string }; refusal?: string }

/** The list's forms for browsers without JavaScript; with it, the clientAction does the same on the device. */
export async function handleProjectsForm(request: Request) {
  const account = await findAccount(request)
  if (account === undefined) throw redirect('/sign-in', 303)
  const delaySeconds = await findWriteDelay(account.id)
  if (delaySeconds !== undefined) return refuseLimited(delaySeconds)
  const input = parseListForm(await requireForm(request))
  if (input === undefined) return refuse(incompleteForm)
  switch (input.intent) {
    case 'create': {
      const name = untitledName(await listNames(account))
      return openNew(account, (id) => createProject({ id, name, locale: 'en-US' as Locale, mint: mintId }))
    }
    case 'import-sample':
      return openNew(account, (id) => createSampleProject({ id, mint: mintId }))
    case 'rename': {
      const name = parseProjectName(input.name)
      if (name.kind === 'invalid') return refuse(name.message)
      return backToList(await renameProject(account.id, { id: input.id, name: name.name }))
    }
    case 'duplicate':
      return duplicate(account, input.id)
    case 'delete': {
      const name = (await findProject(account.id, input.id))?.name
      const result = await deleteProject(account.id, { id: input.id })
      return result.kind === 'deleted' && name !== undefined
        ? data<ListFormAnswer>({ justDeleted: { id: input.id, name } })
        : refuse(goneMessage)
    }
    case 'undelete':
      return backToList(await restoreProject(account.id, { id: input.id }))
  }
}

const mintId = () => crypto.randomUUID()
const goneMessage = 'This project is not in your account any more. The list shows what is there now.'

async function openNew(account: Account, create: (id: ProjectId) => Project) {
  const project = create(projectIdSchema.parse(mintId()))
  const { id, name } = project
  const result = await putProject(account.id, { id, name, data: toProjectData(project), baseRevision: 0 })
  if (result.kind === 'over-quota') return refuse(result.message, 507)
  return redirect(`/projects/${id}`, 303)
}

async function duplicate(account: Account, id: ProjectId) {
  const original = await findProject(account.id, id)
  const name = copyName(original?.name ?? '', await listNames(account))
  return backToList(await duplicateProject(account.id, { id, newId: mintId(), name }))
}

async function listNames(account: Account): Promise<readonly string[]> {
  return (await listProjects(account.id)).projects.map(({ name }) => name)
}

function backToList(result: ProjectWritten | ProjectOverQuota | ProjectConflict | ProjectNotFound) {
  if (result.kind === 'over-quota') return refuse(result.message, 507)
  return result.kind === 'written' ? redirect('/', 303) : refuse(goneMessage)
}

function refuseLimited(delaySeconds: number) {
  const headers = { 'retry-after': String(delaySeconds) }
  return data<ListFormAnswer>({ refusal: describeLimited(delaySeconds) }, { status: 429, headers })
}

function refuse(refusal: string, status = 400) {
  return data<ListFormAnswer>({ refusal }, { status })
}
