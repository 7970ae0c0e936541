import { fromProjectData } from '#app/document/model/project-data.ts'
import type { Project } from '#app/document/model/schema.ts'
import type { Push } from '../protocol/projects.ts'
import type { RemoteUpdate } from './sync-store.ts'

type Opened = { name: string; data: unknown }

/** What a canonical text and what lies beside it hold. `undefined`: it is not one. */
export function parseText(text: string, view: unknown): Opened | undefined {
  try {
    const { name, data } = JSON.parse(text) as Opened
    if (typeof name !== 'string' || typeof data !== 'object' || data === null) return undefined
    return { name, data: view === undefined ? data : { ...data, view } }
  } catch {
    return undefined
  }
}

/** An update that came as text, opened. Its hash was right, so the server has checked what is in it. */
export function openText(update: RemoteUpdate): Exclude<RemoteUpdate, { kind: 'text' }> {
  if (update.kind !== 'text') return update
  const { kind: _kind, text, name, view, facts: _facts, label, ...stamp } = update
  const opened = parseText(text, view)
  const parsed = fromProjectData({ id: update.projectId, name, data: opened?.data })
  return parsed.kind === 'ok'
    ? { ...stamp, kind: 'project', project: parsed.project, label }
    : { ...stamp, kind: 'unreadable', name, data: opened?.data ?? text }
}

/** The same push with its document opened; any other as it is. */
export function toDataPush(push: Push): Push {
  if (!('text' in push)) return push
  const { text, view, ...rest } = push
  const opened = parseText(text, view)
  return opened === undefined ? push : { ...rest, ...opened }
}

/** The document that a push of a whole project stands for. */
export function readPushedProject(push: Push, projectId: Project['id']): Project | undefined {
  const opened = toDataPush(push)
  if (!('data' in opened)) return undefined
  return { ...(opened.data as object), id: projectId, name: opened.name } as Project
}
