import { describe, expect, it } from 'vitest'
import { createCounter } from '#tests/factories/generate-project.ts'
import type { Locale, ProjectId } from '../model/ids.ts'
import { listOrdered } from '../model/ordered.ts'
import type { Project } from '../model/schema.ts'
import { createSampleProject } from '../sample/sample-project.ts'
import { moveLocale } from './move-locale.ts'

const [english, german, french] = ['en-US', 'de-DE', 'fr-FR'] as [Locale, Locale, Locale]
const sample = createSampleProject({
  id: 'b5f2b0a4-4a9c-4c0e-8a35-1f1f5a0c9e11' as ProjectId,
  mint: createCounter('id'),
})
const project: Project = { ...sample, locales: { ...sample.locales, [french]: { order: 'a2' } } }
const list = ({ locales }: Project) => listOrdered(locales).map(({ id }) => id)
const countFrench = (of: Project) => JSON.stringify(of).split('"fr-FR":').length - 1

describe('moveLocale', () => {
  it('puts a language at any place', () => {
    expect(list(moveLocale(project, french, 1))).toEqual([english, french, german])
    expect(list(moveLocale(project, german, 2))).toEqual([english, french, german])
    expect(moveLocale(project, german, 1)).toBe(project)
    expect(moveLocale(project, 'xx' as Locale, 0)).toBe(project)
  })

  it('a new source language gets the captions and captures that only the old one had', () => {
    const moved = moveLocale(project, french, 0)
    expect(list(moved)).toEqual([french, english, german])
    expect(countFrench(moved)).toBeGreaterThan(20)
    expect(countFrench(moveLocale(project, german, 0))).toBe(countFrench(project))
  })
})
