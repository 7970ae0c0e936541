import { availableParallelism } from 'node:os'
import { crashed } from './count-results.mjs'

/**
 * @typedef {{
 *   name: string,
 *   cores?: number,
 *   after?: string[],
 *   work: () => Promise<{ passed: number, failed: number, skipped: number, output: string, note?: string, tests?: import('./name-failed.mjs').FailedTest[] }>,
 * }} Step `cores` is how many it keeps busy, 1 unless said; it begins when every step named in `after` has ended.
 */

/**
 * Runs the steps side by side, as many as the machine has cores for (two at least). Of the steps that may start, the
 * first in the list starts first; a step that needs more cores than are free lets later ones pass only while others
 * still run.
 *
 * @param {Step[]} steps
 * @returns {Promise<{ name: string, seconds: number, passed: number, failed: number, skipped: number, output: string,
 * note?: string, tests?: import('./name-failed.mjs').FailedTest[] }[]>} The results in the order of the steps.
 */
export async function runSteps(steps, capacity = Math.max(2, availableParallelism())) {
  const waiting = [...steps]
  const running = new Map()
  const results = new Map()
  const isReady = ({ after = [] }) =>
    after.every((name) => results.has(name) || !steps.some((step) => step.name === name))
  const countBusy = () => [...running.keys()].reduce((sum, step) => sum + coresOf(step, capacity), 0)

  while (waiting.length + running.size > 0) {
    const next = waiting.find((step) => isReady(step) && countBusy() + coresOf(step, capacity) <= capacity)
    if (next !== undefined) {
      waiting.splice(waiting.indexOf(next), 1)
      running.set(next, runStep(next))
      continue
    }
    if (running.size === 0)
      throw new Error(`Steps wait for each other: ${waiting.map(({ name }) => name).join(', ')}`)
    const [step, result] = await Promise.race([...running].map(async ([each, work]) => [each, await work]))
    running.delete(step)
    results.set(step.name, result)
  }
  return steps.map(({ name }) => results.get(name))
}

function coresOf({ cores = 1 }, capacity) {
  return Math.min(cores, capacity)
}

async function runStep({ name, work }) {
  console.log(`… ${name}`)
  const startedMs = performance.now()
  const outcome = await work().catch((error) => ({ ...crashed, output: error?.message ?? String(error) }))
  const seconds = (performance.now() - startedMs) / 1000
  if (outcome.failed > 0) console.log(`\n──── ${name} failed ────\n${outcome.output.trim()}\n────\n`)
  else console.log(`✓ ${name}, ${seconds.toFixed(1)} s`)
  return { name, seconds, ...outcome }
}
