import { describe, expect, test } from 'vitest'
import { applyChange } from '#app/document/changes/apply-change.ts'
import type { Change } from '#app/document/changes/change.ts'
import { diffProjects } from '#app/document/changes/diff-projects.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import { createTestProject, planTyping, readHeadline } from '#app/storage/contract/contract-fixtures.ts'
import { openSessionStores } from '#app/storage/open-session-stores.ts'
import { recoverEdits } from './recover-edits.ts'

const rename = (project: ProjectDocument, name: string) =>
  diffProjects(project, { ...project, name }, `Rename to ${name}`)

async function openDisk() {
  const store = openSessionStores('recovery', {}).projects
  const project = createTestProject()
  await store.create(project, 0)
  const load = async () => {
    const loaded = await store.load(project.id)
    if (loaded.kind !== 'ok') throw new Error('not there')
    return loaded
  }
  return {
    project,
    read: async () => (await load()).project,
    async write(change: Change, id: string) {
      const next = applyChange((await load()).project, change)
      const marks = [{ id, kind: 'edit' as const }]
      await store.commit({ projectId: project.id, changes: [change], marks, project: next, atMs: 1 })
    },
    async recover(...parts: { ids: string[]; change: Change }[]) {
      const entry = { parts, remove: () => undefined }
      return await recoverEdits(await load(), [entry], { store, atMs: 2 })
    },
  }
}

describe('[F14] edits of the last moment of a page', () => {
  test('are written once, however often they are recovered', async () => {
    const disk = await openDisk()
    const { project, change } = planTyping(disk.project, ' typed last')
    expect(await disk.recover({ ids: ['a', 'b'], change })).toBe(true)
    expect(await disk.read()).toEqual(project)
    await disk.write(planTyping(project, '!').change, 'later')
    expect(await disk.recover({ ids: ['a', 'b'], change })).toBe(false)
    expect(readHeadline(await disk.read())).toBe(`${readHeadline(project)}!`)
  })

  test('that did reach the disk do not overwrite what was edited there since', async () => {
    const disk = await openDisk()
    const toA = rename(disk.project, 'A')
    await disk.write(toA, 'a')
    await disk.write(rename(await disk.read(), 'B'), 'b')
    await disk.write(rename(await disk.read(), disk.project.name), 'c')
    expect(await disk.recover({ ids: ['a'], change: toA })).toBe(false)
    expect((await disk.read()).name).toBe(disk.project.name)
  })

  test('are written on top of those of the same page that did reach it', async () => {
    const disk = await openDisk()
    const first = planTyping(disk.project, ' one')
    const second = planTyping(first.project, ' two')
    await disk.write(first.change, 'a')
    await disk.recover({ ids: ['a'], change: first.change }, { ids: ['b'], change: second.change })
    expect(await disk.read()).toEqual(second.project)
  })

  test('leave a field as it is that was changed meanwhile, and keep the words of both in a text', async () => {
    const disk = await openDisk()
    const mine = applyChange(planTyping(disk.project, ' mine').project, rename(disk.project, 'Mine'))
    const theirs = { ...planTyping(disk.project, ' theirs').project, name: 'Theirs' }
    await disk.write(diffProjects(disk.project, theirs, 'Edit'), 'other')
    await disk.recover({ ids: ['a'], change: diffProjects(disk.project, mine, 'Edit') })
    const after = await disk.read()
    expect(after.name).toBe('Theirs')
    expect(readHeadline(after)).toContain('mine')
    expect(readHeadline(after)).toContain('theirs')
  })
})
