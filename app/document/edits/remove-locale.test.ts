import { expect, it } from 'vitest'
import { createCounter } from '#tests/factories/generate-project.ts'
import type { Locale, ProjectId } from '../model/ids.ts'
import type { Project } from '../model/schema.ts'
import { createProject } from './create-project.ts'
import { removeLocale } from './remove-locale.ts'

const english = 'en-US' as Locale
const german = 'de-DE' as Locale
const id = '0d6f3c55-1c52-4c3b-9c65-3f5f2b8a7a10' as ProjectId

function createBilingual(): Project {
  const project = createProject({ id, name: 'Kite', locale: english, mint: createCounter('new') })
  return { ...project, locales: { ...project.locales, [german]: { order: 'b0' } } }
}
const captions = (project: Project) =>
  Object.values(project.screensByCanvasSize).flatMap((screens) =>
    Object.values(screens).flatMap((screen) =>
      Object.values(screen.elements).flatMap((element) =>
        element.type === 'text' ? [element.contentByLocale] : [],
      ),
    ),
  )

it('removes a language from the list and changes nothing else', () => {
  const project = createBilingual()
  const removed = removeLocale(project, german)
  expect(Object.keys(removed.locales ?? {})).toEqual([english])
  expect(removed.screensByCanvasSize).toBe(project.screensByCanvasSize)
})

it('gives the texts of a removed first language to the next one, where that has none', () => {
  const project = createBilingual()
  const [before] = captions(project)
  const removed = removeLocale(project, english)
  expect(Object.keys(removed.locales ?? {})).toEqual([german])
  expect(captions(removed)[0]?.[german]).toBe(before?.[english])
})

it('keeps the last language', () => {
  const project = removeLocale(createBilingual(), german)
  expect(removeLocale(project, english)).toBe(project)
})
