import { describe, expect, it } from 'vitest'
import { runSteps } from '../../bin/run-steps.mjs'

const counts = { passed: 1, failed: 0, skipped: 0, output: '' }

/** Steps that record when they begin and end, and end on demand. */
function createLog() {
  const log: string[] = []
  const endings = new Map<string, () => void>()
  const step = (name: string, rest: { cores?: number; after?: string[] } = {}) => ({
    name,
    ...rest,
    work: async () => {
      log.push(`${name} begins`)
      await new Promise<void>((end) => endings.set(name, end))
      log.push(`${name} ends`)
      return counts
    },
  })
  const end = async (name: string) => {
    endings.get(name)?.()
    await new Promise((resume) => setImmediate(resume))
  }
  return { log, step, end }
}

describe('the steps of the gate', () => {
  it('run side by side, as many as there are cores, each after its dependencies', async () => {
    const { log, step, end } = createLog()
    const steps = [step('build'), step('e2e', { cores: 2, after: ['build'] }), step('unit'), step('lint')]
    const running = runSteps(steps, 2)
    expect(log).toEqual(['build begins', 'unit begins'])
    await end('build')
    expect(log.at(-1)).toBe('lint begins')
    await end('unit')
    expect(log.at(-1)).toBe('unit ends')
    await end('lint')
    expect(log.at(-1)).toBe('e2e begins')
    await end('e2e')
    expect((await running).map(({ name }) => name)).toEqual(['build', 'e2e', 'unit', 'lint'])
  })

  it('all run, also after one that failed or threw', async () => {
    const failing = {
      name: 'lint',
      work: async () => {
        throw new Error('lint crashed')
      },
    }
    const results = await runSteps([failing, { name: 'unit', work: async () => counts }], 2)
    expect(results.map(({ name, failed }) => [name, failed])).toEqual([
      ['lint', 1],
      ['unit', 0],
    ])
  })

  it('do not wait for a step that was not chosen', async () => {
    const results = await runSteps([{ name: 'e2e', after: ['build'], work: async () => counts }], 2)
    expect(results).toHaveLength(1)
  })
})
