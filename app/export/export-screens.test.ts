import { expect, it } from 'vitest'
import { createFixedSample } from '#tests/factories/sample-archive.ts'
import { exportScreens } from './export-screens.ts'
import { planWholeProject } from './plan-whole-project.ts'

it('a file of before that is too large for its slot is warned of again, without being drawn', async () => {
  const project = createFixedSample()
  const [planned] = planWholeProject(project, { layout: 'deliver', format: 'png' })
  if (planned === undefined) throw new Error('The sample has screens.')
  const file = { ...planned, key: 'k' }
  const warningsOf = async (sizeBytes: number) => {
    const kept = { key: 'k', sha256: 's', blob: new Blob([new Uint8Array(sizeBytes)]), isFound: true }
    const result = await exportScreens({
      project,
      files: [file],
      quality: 92,
      media: { findFile: async () => new Blob(), findName: () => undefined },
      keeper: { find: async () => kept, put: () => Promise.reject(new Error('It is there already.')) },
      pool: {
        size: 1,
        run: () => Promise.reject(new Error('Nothing has to be drawn.')),
        cancel: () => undefined,
        close: () => undefined,
      },
    })
    return result.files.map(({ warnings }) => warnings)
  }
  expect(await warningsOf(7_900_000)).toEqual([[]])
  expect(await warningsOf(9_100_000)).toEqual([[expect.stringMatching(/^The file is 9\.1 MB; .* 8 MB/)]])
})
