import { describe, expect, it } from 'vitest'
import { updateElement } from '../edits/update-element.ts'
import { createSampleProject } from '../sample/sample-project.ts'
import type { CanvasSizeId, ElementId, ProjectId, ScreenId } from './ids.ts'
import { listColours } from './list-colours.ts'

const phone = 'iphone-69' as CanvasSizeId

function createProject() {
  let count = 0
  return createSampleProject({
    id: 'b5f2b0a4-4a9c-4c0e-8a35-1f1f5a0c9e11' as ProjectId,
    mint: () => `id-${++count}`,
  })
}

describe('listColours', () => {
  it('finds each colour once, in small letters, and the most used first', () => {
    const colours = listColours(createProject())
    expect(colours.length).toBeGreaterThan(3)
    expect(new Set(colours).size).toBe(colours.length)
    for (const colour of colours) expect(colour).toMatch(/^#[0-9a-f]{6}([0-9a-f]{2})?$/)
    const uses = JSON.stringify(createProject().screensByCanvasSize).toLowerCase()
    const count = (colour: string | undefined) => uses.split(`"${colour}"`).length
    expect(count(colours[0])).toBeGreaterThanOrEqual(count(colours.at(-1)))
  })

  it('takes no words for a colour', () => {
    const project = createProject()
    const [screenId, screen] = Object.entries(project.screensByCanvasSize[phone] ?? {})[0] ?? []
    const elementId = Object.keys(screen?.elements ?? {})[0] as ElementId
    const renamed = updateElement(project, {
      canvasSizeId: phone,
      screenId: screenId as ScreenId,
      elementId,
      patch: { name: '#123456' },
    })
    expect(listColours(renamed)).not.toContain('#123456')
  })
})
