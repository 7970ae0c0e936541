// npm test: the gate. npm run test:nightly: everything. Every step runs, whatever the others' results. `--only
// unit,e2e` chooses steps, `--list` lists them.
import { mkdirSync, rmSync } from 'node:fs'
import { ensureInstalled, exitWith, requireNode, SetupError } from './ensure.mjs'
import { createSteps, reportsFolder } from './gate-steps.mjs'
import { listLeft } from './list-left.mjs'
import { describeFailed } from './name-failed.mjs'
import { runSteps } from './run-steps.mjs'

try {
  requireNode()
  const options = parseArguments(process.argv.slice(2))
  if (options.list) {
    console.log(options.names.join('\n'))
  } else {
    await ensureInstalled({ development: true })
    process.exitCode = await test(options)
  }
} catch (error) {
  exitWith(error)
}

function parseArguments(args) {
  const isNightly = args.includes('--nightly')
  const steps = createSteps({ isNightly })
  const names = steps.map((step) => step.name)
  const only = args[args.indexOf('--only') + 1]
  const chosen = args.includes('--only') && only ? only.split(',') : names
  const unknown = chosen.filter((name) => !names.includes(name))
  if (unknown.length > 0)
    throw new SetupError(`There is no step ${unknown.join(', ')}; there are ${names.join(', ')}.`)
  return { list: args.includes('--list'), names, isNightly, steps, chosen }
}

async function test({ steps, chosen, isNightly }) {
  rmSync(reportsFolder, { recursive: true, force: true })
  mkdirSync(reportsFolder, { recursive: true })
  const startedMs = performance.now()
  const results = await runSteps(steps.filter(({ name }) => chosen.includes(name)))
  const seconds = (performance.now() - startedMs) / 1000
  return printSummary(results, { seconds, isNightly, left: isNightly ? [] : await listLeft(results) })
}

function printSummary(results, { seconds, isNightly, left }) {
  const sum = (key) => results.reduce((total, result) => total + result[key], 0)
  console.log('')
  for (const result of results) {
    const { name, passed, failed, skipped, note } = result
    const skippedText = note === undefined ? `${skipped} skipped` : `skipped: ${note}`
    const parts = [`${passed} passed`, failed > 0 && `${failed} failed`, skipped > 0 && skippedText]
    console.log(
      `${name.padEnd(16)} ${result.seconds.toFixed(1).padStart(6)} s   ${parts.filter(Boolean).join(', ')}`,
    )
  }
  console.log(`${'all steps'.padEnd(16)} ${seconds.toFixed(1).padStart(6)} s`)
  if (left.length > 0)
    console.log(`\nLeft to npm run test:nightly:\n${left.map((line) => `- ${line}`).join('\n')}`)
  const failed = describeFailed(results, { isNightly })
  if (failed.length > 0)
    console.log(`\nFailed, each with the command that runs it alone:\n${failed.join('\n')}`)
  if (sum('skipped') > 0) console.log(`\n${sum('skipped')} skipped`)
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`)
  return sum('failed') > 0 ? 1 : 0
}
