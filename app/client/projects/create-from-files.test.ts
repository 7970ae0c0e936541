import { expect, it } from 'vitest'
import type { ProjectId } from '#app/document/model/ids.ts'
import { readChosenFiles } from '#app/media/incoming-files.ts'
import { createNotices } from '../platform/notices.ts'
import { createFromFiles } from './create-from-files.ts'
import type { CreatedFromFiles } from './new-projects.ts'

const projectId = '2f6a3f0e-8f7b-4c0d-9a3e-1c2d3e4f5a6b' as ProjectId

async function drop(made: Partial<CreatedFromFiles>, { isBusy }: { isBusy: boolean }) {
  const notices = createNotices()
  const library = {
    createFromFiles: async () => ({ projectId, messages: [], summary: undefined, archives: [], ...made }),
    findRow: () => ({ name: 'Untitled project 2' }),
  }
  const incoming = readChosenFiles([new File(['x'], '1.png')])
  const client = { library, notices } as unknown as Parameters<typeof createFromFiles>[0]
  await createFromFiles(client, incoming, {
    open: async () => !isBusy,
    onArchives: () => undefined,
    ask: async () => undefined,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  })
  return notices.get()
}

it('a user who is busy by the time the files are read finds the project on the list, and a notice names it', async () => {
  expect(await drop({}, { isBusy: true })).toEqual([
    expect.objectContaining({
      path: '/',
      tone: 'info',
      text: 'The project “Untitled project 2” was made from your captures.',
    }),
  ])
  const problem = { messages: ['“bad.txt” is a text file.'], summary: '1 file could not be used' }
  expect(await drop(problem, { isBusy: true })).toEqual([
    expect.objectContaining({
      path: '/',
      tone: 'warning',
      text: 'The project “Untitled project 2” was made from your captures. 1 file could not be used.',
      details: problem.messages,
    }),
  ])
})

it('an opened project shows the report on its own page, and none when there is nothing to report', async () => {
  expect(await drop({}, { isBusy: false })).toEqual([])
  const problem = { messages: ['“bad.txt” is a text file.'], summary: '1 file could not be used' }
  expect(await drop(problem, { isBusy: false })).toEqual([
    expect.objectContaining({ path: `/projects/${projectId}`, text: '1 file could not be used.' }),
  ])
})
