import { duplicateScreen } from '#app/document/edits/duplicate-screen.ts'
import { addLinkedSize } from '#app/document/linked/add-linked-size.ts'
import type { CanvasSizeId, ProjectId, ScreenId } from '#app/document/model/ids.ts'
import type { Project, ProjectDocument } from '#app/document/model/schema.ts'
import { resolveProject } from '#app/document/resolve/resolve-project.ts'
import { createSampleProject } from '#app/document/sample/sample-project.ts'
import type { BenchHarness } from './harness.mjs'

const rounds = Number(process.env.BENCH_ROUNDS ?? 200)
const phone = 'iphone-69' as CanvasSizeId
const sizes = ['ipad-13', 'mac', 'watch-s10'].map((id) => id as CanvasSizeId)

/** A linked size of ten screens, resolved with nothing remembered, as after opening; and after one edit of the master. */
export default function benchLinked(harness: BenchHarness) {
  for (const size of sizes) {
    const linked = addLinkedSize(createTenScreens(), { canvasSizeId: size, master: phone })
    const samples: number[] = []
    const edited: number[] = []
    for (let round = -20; round < rounds; round += 1) {
      // Another document of the same content: what was resolved before is of no use.
      const fresh: ProjectDocument = structuredClone(linked)
      const first = measure(fresh)
      const again = measure(editOne(fresh, round))
      if (round < 0) continue
      samples.push(first)
      edited.push(again)
    }
    harness.report({
      name: `Ten linked screens resolved: ${size}`,
      samples,
      unit: 'ms',
      aim: 10,
      least: rounds,
    })
    harness.report({
      name: `The same after an edit of one: ${size}`,
      samples: edited,
      unit: 'ms',
      least: rounds,
    })
  }
}

function measure(document: ProjectDocument): number {
  const startedMs = performance.now()
  resolveProject(document)
  return performance.now() - startedMs
}

function createTenScreens(): Project {
  let count = 0
  const mint = () => `id-${++count}`
  const sample = createSampleProject({ id: 'b5f2b0a4-4a9c-4c0e-8a35-1f1f5a0c9e11' as ProjectId, mint })
  const ids = Object.keys(sample.screensByCanvasSize[phone] ?? {}) as ScreenId[]
  return ids.reduce<Project>(
    (project, screenId) =>
      duplicateScreen(project, { canvasSizeId: phone, screenId, newScreenId: mint() as ScreenId, mint }),
    sample,
  )
}

function editOne(document: ProjectDocument, round: number): ProjectDocument {
  const row = document.screensByCanvasSize[phone] ?? {}
  const [id] = Object.keys(row) as ScreenId[]
  const screen = row[id as ScreenId]
  if (screen === undefined) throw new Error('The sample has no screen.')
  const screens = { ...row, [id as ScreenId]: { ...screen, name: `Screen ${round}` } }
  return { ...document, screensByCanvasSize: { ...document.screensByCanvasSize, [phone]: screens } }
}
