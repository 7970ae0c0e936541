import { describe, expect, test } from 'vitest'
import { addScreen } from '../edits/add-screen.ts'
import { createProject } from '../edits/create-project.ts'
import { removeScreen } from '../edits/remove-screen.ts'
import { renameProject } from '../edits/rename-project.ts'
import type { CanvasSizeId, Locale, MediaId, ProjectId, ScreenId } from '../model/ids.ts'
import type { Project } from '../model/schema.ts'
import { applyChange } from './apply-change.ts'
import type { Change } from './change.ts'
import { diffProjects } from './diff-projects.ts'
import { returnToVersion, rewindProject } from './rewind-project.ts'

const locale = 'en-US' as Locale
const canvasSizeId = 'iphone-69' as CanvasSizeId
let count = 0
const mint = () => {
  count += 1
  return `id${count}`
}
const first = createProject({
  id: '7d5a0b9e-6f3b-4e6e-9d57-0d2b1c5b1a11' as ProjectId,
  name: 'Weather',
  locale,
  mint,
})

const edits: ReadonlyArray<(project: Project) => Project> = [
  (project) => renameProject(project, 'Forecast'),
  (project) => addScreen(project, { canvasSizeId, screenId: 'second' as ScreenId, locale, mint }),
  (project) => removeScreen(project, { canvasSizeId, screenId: 'second' as ScreenId }),
  (project) => renameProject(project, 'Climate'),
]

function replay() {
  const states = [first]
  const changes: Change[] = []
  for (const edit of edits) {
    const before = states.at(-1) ?? first
    const change = diffProjects(before, edit(before), 'Edit')
    changes.push(change)
    states.push(applyChange(before, change))
  }
  return { states, changes }
}

describe('rewindProject', () => {
  test('returns every earlier state', () => {
    const { states, changes } = replay()
    const now = states.at(-1) ?? first
    for (const [at, state] of states.entries()) {
      expect(rewindProject(now, changes.slice(at).toReversed())).toEqual(state)
    }
  })

  test('returns undefined where undoing leaves no readable document', () => {
    const change: Change = { label: '', ops: [{ op: 'set', path: ['name'], before: '', after: 'Weather' }] }
    expect(rewindProject(first, [change])).toBeUndefined()
  })
})

describe('returnToVersion', () => {
  test('takes the content, and leaves the view and the media names', () => {
    const picture = (id: string, name: string) => ({ [id as MediaId]: name })
    const now: Project = {
      ...renameProject(first, 'Climate'),
      view: { zoom: 2 },
      mediaNames: picture('a', 'now.png'),
    }
    const version: Project = { ...first, view: { zoom: 1 }, mediaNames: picture('b', 'then.png') }
    const back = returnToVersion(now, version)
    expect(back).toMatchObject({ name: 'Weather', view: { zoom: 2 } })
    expect(back.mediaNames).toEqual({ a: 'now.png', b: 'then.png' })
    expect(diffProjects(now, back, '').ops.map(({ path }) => path[0])).toEqual(['name', 'mediaNames'])
  })
})
