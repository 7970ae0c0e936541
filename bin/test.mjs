// npm test: everything that can be checked, each step whatever the one before said. `--only unit,e2e` chooses, `--list` lists.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBrowser } from './browser.mjs'
import { countPlaywright, countVitest, crashed, listFlaky, listRetried } from './count-results.mjs'
import {
  binOf,
  ensureBuilt,
  ensureInstalled,
  exitWith,
  requireNode,
  root,
  run,
  runNpm,
  SetupError,
} from './ensure.mjs'
import { judgeAudit } from './judge-audit.mjs'

const reports = join(root, 'test-results', 'reports')
const stepTimeoutMs = 45 * 60_000

/** Steps of one stage run side by side; stages follow each other. */
const stages = [
  [
    check('lint', () => node('@biomejs/biome', 'biome', ['check', '--error-on-warnings', '.'])),
    check('types', checkTypes),
    check('types-document', () => tsc('app/document')),
    check('types-sync', () => tsc('app/sync')),
    check('types-worker', () => tsc('app/client/service-worker')),
    check('imports', () =>
      node('dependency-cruiser', 'depcruise', [
        '--config',
        '.ci/dependency-cruiser.cjs',
        'app',
        'db',
        'tests',
      ]),
    ),
    check('unused', () => node('knip', 'knip', ['--no-progress'])),
    suite('audit', audit),
  ],
  [suite('unit', () => vitest('unit'))],
  [suite('simulation', () => vitest('simulation', ['--maxWorkers=2']))],
  [check('build', buildApp), check('size', measureClient)],
  [suite('integration', () => vitest('integration'))],
  [suite('e2e', playwright)],
]

try {
  requireNode()
  const { list, chosen } = parseArguments(process.argv.slice(2))
  if (list) {
    console.log(names().join('\n'))
  } else {
    await ensureInstalled({ development: true })
    const results = await runStages(chosen)
    process.exitCode = printSummary(results)
  }
} catch (error) {
  exitWith(error)
}

function names() {
  return stages.flat().map((step) => step.name)
}

function parseArguments(args) {
  const only = args[args.indexOf('--only') + 1]
  const chosen = args.includes('--only') && only ? only.split(',') : names()
  const unknown = chosen.filter((name) => !names().includes(name))
  if (unknown.length > 0)
    throw new SetupError(`There is no step ${unknown.join(', ')}; there are ${names().join(', ')}.`)
  return { list: args.includes('--list'), chosen }
}

async function runStages(chosen) {
  rmSync(reports, { recursive: true, force: true })
  mkdirSync(reports, { recursive: true })
  const results = []
  for (const stage of stages) {
    const steps = stage.filter((step) => chosen.includes(step.name))
    if (steps.length === 0) continue
    console.log(`… ${steps.map((step) => step.name).join(', ')}`)
    results.push(...(await Promise.all(steps.map(runStep))))
  }
  return results
}

async function runStep({ name, work }) {
  const startedMs = performance.now()
  const outcome = await work().catch((error) => ({ ...crashed, output: error?.message ?? String(error) }))
  const seconds = (performance.now() - startedMs) / 1000
  if (outcome.failed > 0) console.log(`\n──── ${name} failed ────\n${outcome.output.trim()}\n────\n`)
  return { name, seconds, ...outcome }
}

function printSummary(results) {
  const sum = (key) => results.reduce((total, result) => total + result[key], 0)
  console.log('')
  for (const { name, seconds, passed, failed, skipped, note } of results) {
    const skippedWords = note === undefined ? `${skipped} skipped` : `skipped: ${note}`
    const words = [`${passed} passed`, failed > 0 && `${failed} failed`, skipped > 0 && skippedWords]
    console.log(
      `${name.padEnd(16)} ${seconds.toFixed(1).padStart(6)} s   ${words.filter(Boolean).join(', ')}`,
    )
  }
  if (sum('skipped') > 0) console.log(`\n${sum('skipped')} skipped`)
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`)
  return sum('failed') > 0 ? 1 : 0
}

/** A step that is one test: it passes or it does not. */
function check(name, work) {
  return {
    name,
    work: async () => {
      const { code, output } = await work()
      return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0, output }
    },
  }
}

/** A step that counts its own tests. */
function suite(name, work) {
  return { name, work }
}

function node(packageName, command, args, env = {}) {
  return run(process.execPath, [binOf(packageName, command), ...args], {
    env: { NO_COLOR: '1', FORCE_COLOR: '0', ...env },
    timeoutMs: stepTimeoutMs,
  })
}

function tsc(folder) {
  return node('typescript', 'tsc', ['--noEmit', '--pretty', 'false', '-p', folder])
}

async function checkTypes() {
  const typegen = await node('@react-router/dev', 'react-router', ['typegen'])
  return typegen.code === 0 ? tsc('.') : typegen
}

/** What is shipped has no known hole that is grave. Without a registry to ask nothing is known, which is said. */
async function audit() {
  const { output } = await runNpm(
    ['audit', '--omit=dev', '--audit-level=high', '--json', '--loglevel=silent', '--fetch-retries=1'],
    { timeoutMs: stepTimeoutMs },
  )
  const verdict = judgeAudit(output)
  switch (verdict.kind) {
    case 'clean':
      return { passed: 1, failed: 0, skipped: 0, output }
    case 'skipped':
      return { passed: 0, failed: 0, skipped: 1, output, note: verdict.reason }
    case 'failed':
      return { passed: 0, failed: 1, skipped: 0, output: verdict.reason }
  }
}

function measureClient() {
  return run(process.execPath, [join(root, 'bin/client-size.mjs')], { timeoutMs: stepTimeoutMs })
}

async function buildApp() {
  await ensureBuilt()
  return { code: 0, output: '' }
}

async function vitest(project, options = []) {
  const report = join(reports, `${project}.json`)
  const args = [
    'run',
    '--project',
    project,
    ...options,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]
  const { code, output } = await node('vitest', 'vitest', args)
  const result = readReport(report)
  nameRetried(listRetried(result ?? {}))
  return { ...countVitest(code, result), output }
}

async function playwright() {
  const report = join(reports, 'e2e.json')
  const { code, output } = await node('@playwright/test', 'playwright', ['test', '--reporter=list,json'], {
    CHROMIUM_PATH: await ensureBrowser(),
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  })
  const result = readReport(report)
  nameRetried(listFlaky(result ?? {}))
  return { ...countPlaywright(code, result), output }
}

function nameRetried(titles) {
  for (const title of titles) console.log(`passed only at the second try: ${title}`)
}

function readReport(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
}
