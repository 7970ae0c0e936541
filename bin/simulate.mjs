// npm run simulate -- --seeds 50000 [--from 0] [--workers 2]: simulates many runs with faults; prints the failing ones,
// and of each broken invariant the first one of a worker shrunk, with the line for kept-seeds.json.
import { fork } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { ensureInstalled, exitWith, requireNode, root, SetupError } from './ensure.mjs'

const outDir = join(root, 'test-results/simulation')

try {
  requireNode()
  await ensureInstalled({ development: true })
  const options = parseArguments(process.argv.slice(2))
  process.exitCode = await simulate(await bundle(), options)
} catch (error) {
  exitWith(error)
}

function parseArguments(args) {
  const read = (name, otherwise) => {
    if (!args.includes(`--${name}`)) return otherwise
    const value = Number(args[args.indexOf(`--${name}`) + 1])
    if (!Number.isInteger(value) || value < 0) throw new SetupError(`--${name} takes a whole number.`)
    return value
  }
  return {
    seeds: read('seeds', 1_000),
    from: read('from', 0),
    workers: read('workers', availableParallelism()),
  }
}

/** As production code would run: one file, no transforming at run time. */
async function bundle() {
  mkdirSync(outDir, { recursive: true })
  const { build } = await import('vite')
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: 'tests/simulation/worker-entry.ts',
      outDir,
      emptyOutDir: true,
      minify: false,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: 'worker.mjs' } },
    },
  })
  return join(outDir, 'worker.mjs')
}

/** Each worker takes every n-th seed, so that all of them are busy to the end. */
async function simulate(worker, { seeds, from, workers }) {
  const startedMs = performance.now()
  const totals = { seeds: 0, edits: 0, conflicts: 0, requests: 0, failures: [] }
  const timer = setInterval(() => print(totals, startedMs), 30_000)
  await Promise.all(
    Array.from({ length: workers }, (_, index) =>
      runWorker(worker, { from: from + index, to: from + seeds, step: workers }, totals),
    ),
  )
  clearInterval(timer)
  print(totals, startedMs)
  for (const { rule, seeds: failed } of groupByRule(totals.failures)) {
    console.log(`${rule}: ${failed.length} (${failed.slice(0, 8).join(', ')})`)
  }
  return totals.failures.length === 0 ? 0 : 1
}

function runWorker(worker, range, totals) {
  return new Promise((resolve, reject) => {
    const child = fork(worker, [JSON.stringify(range)])
    child.on('message', (message) => {
      if (message.kind === 'failure') {
        totals.failures.push(message)
        console.log(`seed ${message.seed} broke "${message.rule}": ${message.detail}`)
        return
      }
      if (message.kind === 'shrunk') return console.log(message.text)
      for (const key of ['seeds', 'edits', 'conflicts', 'requests']) totals[key] += message[key]
    })
    child.on('error', reject)
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a worker ended with ${code}`))))
  })
}

function print({ seeds, edits, conflicts, requests, failures }, startedMs) {
  const seconds = (performance.now() - startedMs) / 1000
  console.log(
    `${seeds} seeds in ${seconds.toFixed(0)} s (${(seeds / seconds).toFixed(1)}/s): ${edits} edits saved, ${requests} requests, ${conflicts} conflicts recorded, ${failures.length} failed`,
  )
}

function groupByRule(failures) {
  const rules = new Map()
  for (const { rule, seed } of failures) rules.set(rule, [...(rules.get(rule) ?? []), seed])
  return [...rules].map(([rule, seeds]) => ({ rule, seeds }))
}
