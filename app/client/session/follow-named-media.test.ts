import { expect, it } from 'vitest'
import { diffProjects } from '#app/document/changes/diff-projects.ts'
import { setBackground } from '#app/document/edits/set-screen.ts'
import type { CanvasSizeId, MediaId, ScreenId } from '#app/document/model/ids.ts'
import type { Background, Project } from '#app/document/model/schema.ts'
import { createTestProject } from '#app/storage/contract/contract-fixtures.ts'
import { openSessionStores } from '#app/storage/open-session-stores.ts'
import { noMedia } from '#tests/factories/no-media.ts'
import { createVirtualTime } from '#tests/fakes/virtual-time.ts'
import { followNamedMedia } from './follow-named-media.ts'
import { createProjectSession } from './project-session.ts'

const picture = (id: string): Background => ({
  type: 'image',
  media: id as MediaId,
  fit: 'cover',
  colour: '#ffffff',
})

it('an undo that brings a picture back names it again, and what is named already is no news', async () => {
  const { projects: store } = openSessionStores('named', { scheduleIdle: () => undefined })
  const project = createTestProject()
  await store.create(project, 0)
  const loaded = await store.load(project.id)
  if (loaded.kind !== 'ok') return expect.unreachable(loaded.kind)
  const session = createProjectSession({
    ...{ project, at: loaded.at, store, media: noMedia, time: createVirtualTime().time },
    openExports: () => Promise.reject(new Error('not asked for here')),
    random: () => 1,
    mintId: () => crypto.randomUUID(),
    onCommitted: () => undefined,
    onFault: (error) => expect.unreachable(String(error)),
  })
  const [canvasSizeId, screens] = Object.entries(project.screensByCanvasSize)[0] ?? []
  const screenId = Object.keys(screens ?? {})[0] as ScreenId
  const ref = { canvasSizeId: canvasSizeId as CanvasSizeId, screenId }
  const show = (background: Background) => {
    const before = session.getDocument()
    session.commit(
      diffProjects(before, setBackground(before as Project, { ...ref, background }), 'Background'),
    )
  }
  const named: (readonly MediaId[])[] = []
  show(picture('first'))
  followNamedMedia(session, (mediaIds) => named.push(mediaIds))
  session.setView({ zoom: 2 })
  show(picture('second'))
  expect(named).toEqual([['second']])
  session.undo()
  expect(named).toEqual([['second'], ['first']])
  await session.flush()
})
