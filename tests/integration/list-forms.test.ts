import { beforeAll, describe, expect, test } from 'vitest'
import { copyName } from '#app/document/edits/copy-name.ts'
import type { BrowserWithoutJavaScript } from './setup/browser-without-javascript.ts'
import { createFreshAccount } from './setup/fresh-account.ts'
import { getSharedServer } from './setup/shared-server.ts'

const server = getSharedServer()
let browser: BrowserWithoutJavaScript

beforeAll(async () => {
  ;({ browser } = await createFreshAccount(server))
})

const submit = (fields: Record<string, string>) => browser.submit('/?index', fields)

async function listProjects(): Promise<{ id: string; name: string }[]> {
  return (await (await browser.open('/api/projects')).json()).projects
}

describe('the forms of the list without JavaScript name projects as the browser does', () => {
  test('new projects are numbered and copies count on', async () => {
    await submit({ intent: 'create' })
    await submit({ intent: 'create' })
    const [first] = await listProjects()
    const id = first?.id ?? ''
    await submit({ intent: 'rename', id, name: 'Weather' })
    for (const _ of [1, 2]) expect((await submit({ intent: 'duplicate', id })).status).toBe(303)
    const names = (await listProjects()).map(({ name }) => name).sort()
    const copy = copyName('Weather', [])
    expect(names).toEqual(['Untitled project', 'Weather', copy, copyName('Weather', [copy])].sort())
  })

  test('a copy of a long name of emoji is cut between characters', async () => {
    await submit({ intent: 'create' })
    const id = (await listProjects()).find(({ name }) => name.startsWith('Untitled project 2'))?.id ?? ''
    const long = `x${'🌦'.repeat(99)}`
    expect((await submit({ intent: 'rename', id, name: long })).status).toBe(303)
    expect((await submit({ intent: 'duplicate', id })).status).toBe(303)
    expect((await listProjects()).map(({ name }) => name)).toContain(copyName(long, [long]))
  })
})

test('a project deleted on its page without JavaScript is restored by the same page’s form', async () => {
  await submit({ intent: 'create' })
  const [{ id } = { id: '' }] = await listProjects()
  await browser.submit(`/projects/${id}`, { intent: 'delete' })
  expect((await listProjects()).map((project) => project.id)).not.toContain(id)
  await browser.submit(`/projects/${id}`, { intent: 'undelete' })
  expect((await listProjects()).map((project) => project.id)).toContain(id)
})
