import { addElement, removeElements } from '#app/document/edits/add-element.ts'
import { addScreen } from '#app/document/edits/add-screen.ts'
import { createShape, createText } from '#app/document/edits/create-element.ts'
import { createProject } from '#app/document/edits/create-project.ts'
import { moveScreen } from '#app/document/edits/move-screen.ts'
import { removeScreen } from '#app/document/edits/remove-screen.ts'
import { renameProject } from '#app/document/edits/rename-project.ts'
import { reorderElement } from '#app/document/edits/reorder-element.ts'
import { setCaption } from '#app/document/edits/set-content.ts'
import { renameScreen } from '#app/document/edits/set-screen.ts'
import { updateElement } from '#app/document/edits/update-element.ts'
import type { CanvasSizeId, ElementId, Locale, ProjectId, ScreenId } from '#app/document/model/ids.ts'
import { orderBetween } from '#app/document/model/order-key.ts'
import type { Project } from '#app/document/model/schema.ts'
import type { Chance } from './random.ts'

const canvasSizeId = 'iphone-69' as CanvasSizeId
const locale = 'en-US' as Locale

/** A word no other edit writes, by which its fate is tracked. */
const tokenPattern = /t\d+z/g

export function listTokens(value: unknown): ReadonlySet<string> {
  return new Set((JSON.stringify(value) ?? '').match(tokenPattern) ?? [])
}

export function countToken(value: unknown, token: string): number {
  return JSON.stringify(value).split(token).length - 1
}

export function createSimProject(chance: Chance, token: string): Project {
  const id = chance.mintId() as ProjectId
  return dropFrames(createProject({ id, name: `P ${token}`, locale, mint: chance.mintId }))
}

/** Small documents, so that there is time for many runs: frames are like shapes to sync. */
function dropFrames(project: Project): Project {
  const screens = Object.entries(project.screensByCanvasSize[canvasSizeId] ?? {}).map(([id, screen]) => {
    const elements = Object.entries(screen.elements).filter(([, { type }]) => type !== 'frame')
    return [id, { ...screen, elements: Object.fromEntries(elements) }]
  })
  return { ...project, screensByCanvasSize: { [canvasSizeId]: Object.fromEntries(screens) } }
}

/** A random edit that writes `token` somewhere; one without a target renames the project. */
export function planEdit(project: Project, chance: Chance, token: string): { label: string; after: Project } {
  const kind = chance.pick(editKinds)
  const screenIds = Object.keys(project.screensByCanvasSize[canvasSizeId] ?? {}).sort()
  if (screenIds.length === 0 && kind !== 'rename') return add(project, chance, token)
  const screenId = (screenIds.length === 0 ? 'none' : chance.pick(screenIds)) as ScreenId
  const ref = { canvasSizeId, screenId }
  const elements = project.screensByCanvasSize[canvasSizeId]?.[screenId]?.elements ?? {}
  const elementIds = Object.keys(elements).sort()
  const elementId = (elementIds.length === 0 ? 'none' : chance.pick(elementIds)) as ElementId
  const element = elements[elementId]

  switch (kind) {
    case 'rename':
      return { label: 'Rename project', after: renameProject(project, `P ${token}`) }
    case 'rename-screen':
      return { label: 'Rename screen', after: renameScreen(project, { ...ref, name: `S ${token}` }) }
    case 'add-screen':
      return add(project, chance, token)
    case 'remove-screen':
      return { label: 'Remove screen', after: removeScreen(project, ref) }
    case 'move-screen': {
      const before = chance.pick(screenIds) as ScreenId
      return { label: 'Move screen', after: moveScreen(project, { ...ref, before }) }
    }
    case 'caption': {
      if (element?.type !== 'text') break
      const words = (element.contentByLocale[locale] ?? '').split(' ')
      const at = chance.below(words.length + 1)
      // Mostly appended to the existing text, now and then replacing it.
      words.splice(at, chance.is(0.3) ? 1 : 0, token)
      const content = words.slice(-12).join(' ')
      return { label: 'Type', after: setCaption(project, { ...ref, elementId, locale, content }) }
    }
    case 'name-element':
      if (element === undefined) break
      return { label: 'Name', after: updateElement(project, { ...ref, elementId, patch: { name: token } }) }
    case 'move-element': {
      if (element === undefined) break
      // A number contains no word; the name beside it does.
      const patch = { x: chance.below(100) / 100, name: token }
      return { label: 'Move', after: updateElement(project, { ...ref, elementId, patch }) }
    }
    case 'add-element': {
      const order = orderBetween(undefined, undefined)
      const placed = { order, x: 0.1, y: 0.1, width: 0.5, name: token }
      const made = chance.is(0.5)
        ? createText({ ...placed, contentByLocale: { [locale]: 'Hello' } })
        : createShape({ ...placed, height: 0.2, shape: 'rectangle', fill: '#112233' })
      const next = { ...ref, elementId: chance.mintId() as ElementId, element: made }
      return { label: 'Add element', after: addElement(project, next) }
    }
    case 'remove-element':
      if (element === undefined) break
      return { label: 'Remove', after: removeElements(project, { ...ref, elementIds: [elementId] }) }
    case 'reorder-element':
      if (element === undefined) break
      return {
        label: 'Reorder',
        after: reorderElement(project, { ...ref, elementId, to: chance.pick(['front', 'back', 'forward']) }),
      }
    case 'future-field':
      // Fields of a newer client, which an older one ignores [F31].
      return { label: 'Future', after: { ...project, futureField: { word: token, list: [1, { a: null }] } } }
  }
  return { label: 'Rename project', after: renameProject(project, `P ${token}`) }
}

const editKinds = [
  'rename',
  'rename-screen',
  'add-screen',
  'remove-screen',
  'move-screen',
  'caption',
  'caption',
  'caption',
  'name-element',
  'name-element',
  'move-element',
  'add-element',
  'remove-element',
  'reorder-element',
  'future-field',
] as const

function add(project: Project, chance: Chance, token: string) {
  const screenId = chance.mintId() as ScreenId
  const added = dropFrames(addScreen(project, { canvasSizeId, screenId, locale, mint: chance.mintId }))
  return { label: 'Add screen', after: renameScreen(added, { canvasSizeId, screenId, name: `S ${token}` }) }
}
