import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { editArbitrary, projectArbitrary } from '#tests/factories/generate-project.ts'
import { runsOf } from '#tests/setup/runs-of.ts'
import { toProjectData } from '../model/project-data.ts'
import type { Project } from '../model/schema.ts'
import { hasSameContent, toCanonicalText } from './canonical-text.ts'

function canonicalByPackage(project: Project): string | undefined {
  const { view: _view, ...data } = toProjectData(project)
  return canonicalize({ data, name: project.name })
}

describe('toCanonicalText', () => {
  test('[S15] equals the output of the npm package, for any project and after any edit of it', () => {
    fc.assert(
      fc.property(projectArbitrary, fc.array(editArbitrary, { maxLength: 5 }), (project, edits) => {
        expect(toCanonicalText(project)).toBe(canonicalByPackage(project))
        const edited = edits.reduce((before, edit) => edit.apply(before), project)
        expect(toCanonicalText(edited)).toBe(canonicalByPackage(edited))
      }),
      { numRuns: runsOf(300) },
    )
  })

  test('[S15] equals the package for any JSON: odd keys, numbers, nested lists', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (extra) => {
        const project = { id: 'x', name: 'n', schemaVersion: 1, screensByCanvasSize: {}, extra } as unknown
        expect(toCanonicalText(project as Project)).toBe(canonicalByPackage(project as Project))
      }),
      { numRuns: runsOf(1000) },
    )
  })

  test('[S15] keeps names in order that an object would reorder or treat as its prototype', () => {
    const extra = JSON.parse(
      '{"x":[{"10":1,"9":2,"b":3,"__proto__":{"z":1,"a":2},"a":null}],"":0}',
    ) as unknown
    const project = { id: 'x', name: 'n', schemaVersion: 1, screensByCanvasSize: {}, extra } as unknown
    expect(toCanonicalText(project as Project)).toContain(
      '"extra":{"":0,"x":[{"10":1,"9":2,"__proto__":{"a":2,"z":1},"a":null,"b":3}]}',
    )
  })

  test('leaves out the id and the view, and nothing else', () => {
    fc.assert(
      fc.property(projectArbitrary, (project) => {
        const viewed = { ...project, view: { zoom: 3 } }
        expect(hasSameContent(project, viewed)).toBe(true)
        expect(hasSameContent(project, { ...project, name: `${project.name}!` })).toBe(false)
        expect(hasSameContent(project, JSON.parse(JSON.stringify(project)))).toBe(true)
      }),
      { numRuns: 50 },
    )
  })
})
