import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import type { MediaId, ProjectId } from '#app/document/model/ids.ts'
import { listProjectMedia } from '#app/document/model/project-media.ts'
import { isTemplateId } from '#app/document/model/template-id.ts'
import { createOwnTemplate } from '#app/document/template-sets/own-template.ts'
import { createIdbProjectStore } from '#app/storage/open-projects.ts'
import { createSample } from '#tests/factories/generate-project.ts'
import { createVirtualTime } from '#tests/fakes/virtual-time.ts'
import { createProjectEvents } from '../project-events.ts'
import { createNewProjectDesign } from './design-new-project.ts'
import { createOwnTemplates } from './own-templates.ts'
import { createProjectEdits } from './project-edits.ts'
import { createProjectRows } from './project-rows.ts'
import { createStartTemplate } from './start-template.ts'

async function openTemplates(databaseName = `templates:${crypto.randomUUID()}`) {
  const store = await createIdbProjectStore({ databaseName })
  const { time } = createVirtualTime()
  const events = createProjectEvents()
  const onFault = (error: unknown) => {
    throw error
  }
  const rows = createProjectRows({ store, events, time, onFault })
  const edits = createProjectEdits({ store, events, time, findSession: () => undefined })
  await rows.readAll()
  const mintId = () => crypto.randomUUID()
  return { databaseName, templates: createOwnTemplates({ rows, edits, store, events, time, mintId }) }
}

test('a template is saved without captures, renamed, deleted and brought back, and is there after a restart', async () => {
  const { databaseName, templates } = await openTemplates()
  await templates.save(createSample())
  await templates.save(createSample())
  const [first, second] = templates.get()
  expect([first?.name, second?.name]).toEqual(['Tidepool (sample)', 'Tidepool (sample) (copy)'])
  if (first === undefined || second === undefined) throw new Error('No template was saved.')
  expect(isTemplateId(first.id)).toBe(true)
  const loaded = await templates.load(first.id)
  expect(loaded && listProjectMedia(loaded)).toEqual([])

  await templates.rename(first.id, 'House style')
  await templates.delete(second.id)
  expect(templates.get().map(({ name }) => name)).toEqual(['House style'])
  await templates.undoDelete(second.id)
  const again = await openTemplates(databaseName)
  expect(again.templates.get().map(({ name }) => name)).toEqual(['House style', 'Tidepool (sample) (copy)'])
})

function createStorage(text?: string) {
  const kept = new Map<string, string>(text === undefined ? [] : [['appframes:start-template', text]])
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
}

test('the template for new projects is remembered, and a damaged memory is none', () => {
  const storage = createStorage()
  createStartTemplate(storage).choose({ id: 'poster', name: 'Poster' })
  expect(createStartTemplate(storage).get()).toEqual({ id: 'poster', name: 'Poster' })
  createStartTemplate(storage).choose(undefined)
  expect(createStartTemplate(storage).get()).toBeUndefined()
  expect(createStartTemplate(createStorage('{"id":')).get()).toBeUndefined()
  expect(createStartTemplate(createStorage('{"id":7}')).get()).toBeUndefined()
})

test('a new project starts in the chosen template, also one of the user’s own, and plain when it is gone', async () => {
  const own = createOwnTemplate(createSample(), { id: 'x' as ProjectId, name: 'Mine' })
  const id = '6f0d5a3e-7c1b-8c58-9a52-0b7f4e1d2c00' as ProjectId
  const designOf = (chosen: string, stored: typeof own | undefined) =>
    createNewProjectDesign({
      templates: { load: async () => stored && { ...stored, id } },
      startTemplate: { get: () => ({ id: chosen, name: 'Chosen' }) },
      mintId: () => crypto.randomUUID(),
    })
  const project = createSample()
  const media = listProjectMedia(project)
  expect((await designOf('poster', undefined)(project)).templateSet).toEqual({ id: 'poster' })
  const mine = await designOf(id, own)(project)
  expect(mine.templateSet).toEqual({ id })
  expect(new Set<MediaId>(listProjectMedia(mine))).toEqual(new Set(media))
  expect(await designOf(id, undefined)(project)).toBe(project)
  expect(await designOf('of-a-newer-build', undefined)(project)).toBe(project)
})
