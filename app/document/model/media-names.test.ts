import { expect, it } from 'vitest'
import { diffProjects } from '../changes/diff-projects.ts'
import { createProject } from '../edits/create-project.ts'
import { planCaptures } from '../edits/plan-captures.ts'
import type { CanvasSizeId, Locale, MediaId, ProjectId } from './ids.ts'
import { rememberMediaNames } from './media-names.ts'
import { parseProject } from './parse-project.ts'

const locale = 'en-US' as Locale
let count = 0
const mint = () => `id-${++count}`
const project = createProject({
  id: '2f6a3f0e-8f7b-4c0d-9a3e-1c2d3e4f5a6b' as ProjectId,
  name: 'Tides',
  locale,
  mint,
})
const mediaId = 'media-1' as MediaId

it('stores the names of dropped captures in the project, for the devices that do not have the files', () => {
  const capture = { mediaId, widthPx: 1206, heightPx: 2622, name: 'home.png' }
  const plan = planCaptures(project, {
    captures: [capture],
    canvasSizeId: 'iphone-69' as CanvasSizeId,
    locale,
    mint,
  })
  expect(plan.project.mediaNames).toEqual({ [mediaId]: 'home.png' })
  const parsed = parseProject(JSON.parse(JSON.stringify(plan.project)))
  expect(parsed.kind === 'ok' && parsed.project.mediaNames).toEqual({ [mediaId]: 'home.png' })
})

it('adds one name as one field, beside those another device adds', () => {
  const named = rememberMediaNames(project, [{ mediaId, name: 'home.png' }])
  const both = rememberMediaNames(named, [{ mediaId: 'media-2' as MediaId, name: 'list.png' }])
  expect(diffProjects(named, both, 'Add capture').ops).toEqual([
    { op: 'set', path: ['mediaNames', 'media-2'], after: 'list.png' },
  ])
})

it('shortens and repairs names that a server would reject', () => {
  const odd = `a\0b\uD83C${'x'.repeat(300)}`
  const name = rememberMediaNames(project, [{ mediaId, name: odd }]).mediaNames?.[mediaId]
  expect(name).toHaveLength(200)
  expect(name?.startsWith('ab\uFFFDx')).toBe(true)
})
