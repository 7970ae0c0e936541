import { applyChange } from '#app/document/changes/apply-change.ts'
import type { Change, Json } from '#app/document/changes/change.ts'
import { diffProjects } from '#app/document/changes/diff-projects.ts'
import type { CanvasSizeId, MediaId, ProjectId, ScreenId } from '#app/document/model/ids.ts'
import { parseProject } from '#app/document/model/parse-project.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'

/** Documents and edits for the storage contracts and the bench. Valid by construction: they pass the real parser. */
export function createTestProject({ screens = 2, elements = 3, name = 'Weather' } = {}): ProjectDocument {
  const parsed = parseProject({
    id: crypto.randomUUID(),
    name,
    schemaVersion: 1,
    screensByCanvasSize: {
      'iphone-69': createEntries('screen', screens, (id, order) => createScreen(id, order, elements)),
    },
    locales: { 'en-US': { order: 'a0' } },
    view: { zoom: 1 },
  })
  if (parsed.kind !== 'ok') throw new Error(`the test project does not parse: ${JSON.stringify(parsed)}`)
  return parsed.project
}

function createScreen(id: string, order: string, elements: number): Json {
  return {
    id,
    order,
    name: `Screen ${id}`,
    orientation: 'portrait',
    background: { type: 'colour', colour: '#102030' },
    elements: createEntries('text', elements, createText),
  }
}

function createText(id: string, order: string): Json {
  return {
    type: 'text',
    order,
    name: `Headline ${id}`,
    x: 0.1,
    y: 0.05,
    width: 0.8,
    height: 0.2,
    rotation: 0,
    opacity: 1,
    visible: true,
    locked: false,
    contentByLocale: { 'en-US': `Every forecast at a glance, ${id}` },
    style: {
      family: 'Inter',
      size: 0.06,
      weight: 700,
      colour: '#ffffff',
      align: 'center',
      lineHeight: 1.2,
      letterSpacing: 0,
    },
  }
}

function createEntries(
  prefix: string,
  count: number,
  create: (id: string, order: string) => Json,
): { [id: string]: Json } {
  const ids = Array.from({ length: count }, (_, index) => `${prefix}-${index}`)
  return Object.fromEntries(ids.map((id, index) => [id, create(id, `a${String(index).padStart(4, '0')}V`)]))
}

export const headlinePath = ['screensByCanvasSize', 'iphone-69', 'screen-0', 'elements', 'text-0'] as const

/** The picture becomes the background of the first screen. */
export function planPicture(
  project: ProjectDocument,
  media: MediaId,
): { project: ProjectDocument; change: Change } {
  const size = 'iphone-69' as CanvasSizeId
  const screens = project.screensByCanvasSize[size]
  const [screenId] = Object.keys(screens ?? {}) as ScreenId[]
  const screen = screenId === undefined ? undefined : screens?.[screenId]
  if (screenId === undefined || screen === undefined) throw new Error('a test project has screens')
  const background = { type: 'image', media, fit: 'cover', colour: '#102030' } as const
  const changed: ProjectDocument = {
    ...project,
    screensByCanvasSize: { [size]: { ...screens, [screenId]: { ...screen, background } } },
  }
  return { project: changed, change: diffProjects(project, changed, 'Background') }
}

/** Adds text at the end of the first headline, so that a lost or repeated change is visible. */
export function planTyping(
  project: ProjectDocument,
  inserted: string,
): { project: ProjectDocument; change: Change } {
  const change: Change = {
    label: 'Type',
    ops: [
      {
        op: 'splice',
        path: [...headlinePath, 'contentByLocale', 'en-US'],
        at: readHeadline(project).length,
        removed: '',
        inserted,
      },
    ],
  }
  return { change, project: applyChange(project, change) }
}

export function planMove(project: ProjectDocument, x: number): { project: ProjectDocument; change: Change } {
  const change: Change = {
    label: 'Move headline',
    ops: [{ op: 'set', path: [...headlinePath, 'x'], before: 0.1, after: x }],
  }
  return { change, project: applyChange(project, change) }
}

/** A whole screen at once: a large edit. */
export function planPaste(
  project: ProjectDocument,
  elements = 200,
): { project: ProjectDocument; change: Change } {
  const id = `pasted-${crypto.randomUUID()}`
  const value = createScreen(id, 'b00V', elements)
  const change: Change = {
    label: 'Paste',
    ops: [{ op: 'insert', path: ['screensByCanvasSize', 'iphone-69', id], value }],
  }
  return { change, project: applyChange(project, change) }
}

export function planRename(
  project: ProjectDocument,
  name: string,
): { project: ProjectDocument; change: Change } {
  const renamed = { ...project, name }
  return { change: diffProjects(project, renamed, 'Rename'), project: renamed }
}

export function planZoom(
  project: ProjectDocument,
  zoom: number,
): { project: ProjectDocument; change: Change } {
  const zoomed = { ...project, view: { ...project.view, zoom } }
  return { change: diffProjects(project, zoomed, 'Zoom'), project: zoomed }
}

export function readHeadline(project: ProjectDocument): string {
  let node: unknown = project
  for (const key of [...headlinePath, 'contentByLocale', 'en-US']) {
    node =
      typeof node === 'object' && node !== null
        ? Object.entries(node).find(([name]) => name === key)?.[1]
        : undefined
  }
  if (typeof node !== 'string') throw new Error('the headline is not there')
  return node
}

export function createUnknownId(): ProjectId {
  return crypto.randomUUID() as ProjectId
}
