import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBrowser, ensureHeadlessShell } from './browser.mjs'
import { countPlaywright, countVitest } from './count-results.mjs'
import { binOf, ensureBuilt, root, run, runNpm } from './ensure.mjs'
import { judgeAudit } from './judge-audit.mjs'
import { nameFailedPlaywright, nameFailedVitest } from './name-failed.mjs'
import { ensureOtherBrowsers } from './other-browsers.mjs'
import { ensureS3Server } from './s3-server.mjs'

export const reportsFolder = join(root, 'test-results', 'reports')
export const WORLDS_OF_THE_NIGHT = 50_000

const GATE_STEP_TIMEOUT_MS = 40 * 60_000
const NIGHTLY_STEP_TIMEOUT_MS = 6 * 60 * 60_000

/**
 * The steps of the gate, in the order in which they start. Integration mostly waits for servers, so it runs beside
 * steps that compute; the browser tests get both cores, at the end.
 *
 * @returns {import('./run-steps.mjs').Step[]}
 */
export function createSteps({ isNightly }) {
  const tools = createTools({
    env: { NO_COLOR: '1', FORCE_COLOR: '0', ...(isNightly ? { NIGHTLY: '1' } : {}) },
    timeoutMs: isNightly ? NIGHTLY_STEP_TIMEOUT_MS : GATE_STEP_TIMEOUT_MS,
  })
  const { node, tsc, vitest } = tools
  return [
    check('build', buildApp),
    suite('unit', () => vitest('unit', { workers: 1 })),
    suite('integration', () => integrate(tools, { isNightly }), { after: ['build'] }),
    suite('simulation', () => vitest('simulation', { workers: 1 })),
    check('lint', () => node('@biomejs/biome', 'biome', ['check', '--error-on-warnings', '.'])),
    check('types', () => checkTypes(tools)),
    check('types-document', () => tsc('app/document')),
    check('types-captions', () => tsc('app/captions')),
    check('types-archive', () => tsc('app/archive')),
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
    suite('audit', () => audit(tools)),
    check('size', () => tools.script('bin/client-size.mjs'), { after: ['build'] }),
    check('first-load', () => tools.script('bin/first-load-size.mjs'), { after: ['build'] }),
    ...(isNightly ? [check('worlds', () => simulateWorlds(tools), { cores: 2 })] : []),
    suite('e2e', () => playwright(tools), { cores: 2, after: ['build'] }),
    ...(isNightly ? [suite('browsers', () => otherBrowsers(tools), { cores: 2, after: ['build'] })] : []),
  ]
}

async function integrate({ vitest }, { isNightly }) {
  if (isNightly) await ensureS3Server()
  // Its files wait for servers most of the time.
  return vitest('integration', { workers: 3 })
}

/** Firefox and WebKitGTK. A browser that cannot be installed is reported and counted as skipped. */
async function otherBrowsers({ vitest }) {
  const missing = await ensureOtherBrowsers()
  if (missing !== undefined) return { passed: 0, failed: 0, skipped: 1, output: missing, note: missing }
  return vitest('browsers', { workers: 1, env: { CHROMIUM_PATH: await ensureBrowser() } })
}

/** A step that is one test: it passes or fails. */
function check(name, work, rest = {}) {
  return {
    name,
    ...rest,
    work: async () => {
      const { code, output } = await work()
      return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0, output }
    },
  }
}

/** A step that counts its own tests. */
function suite(name, work, rest = {}) {
  return { name, ...rest, work }
}

function createTools({ env, timeoutMs }) {
  const execute = (args, more = {}) => run(process.execPath, args, { env: { ...env, ...more }, timeoutMs })
  const node = (packageName, command, args, more) => execute([binOf(packageName, command), ...args], more)
  return {
    timeoutMs,
    node,
    script: (path, ...args) => execute([join(root, path), ...args]),
    tsc: (folder) => node('typescript7', 'tsc', ['--noEmit', '--pretty', 'false', '-p', folder]),
    async vitest(project, { workers, env: more = {} }) {
      const path = join(reportsFolder, `${project}.json`)
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${path}`]
      const args = ['run', '--project', project, `--maxWorkers=${workers}`, ...reporters]
      const { code, output } = await node('vitest', 'vitest', args, more)
      const report = readReport(path)
      return { ...countVitest(code, report), output, tests: nameFailedVitest(report, { root, project }) }
    },
  }
}

async function checkTypes({ node, tsc }) {
  const typegen = await node('@react-router/dev', 'react-router', ['typegen'])
  return typegen.code === 0 ? tsc('.') : typegen
}

/** Known serious vulnerabilities in shipped packages. Without a registry the result is unknown, which is reported. */
async function audit({ timeoutMs }) {
  const args = [
    'audit',
    '--omit=dev',
    '--audit-level=high',
    '--json',
    '--loglevel=silent',
    '--fetch-retries=1',
  ]
  const { output } = await runNpm(args, { timeoutMs })
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

async function buildApp() {
  await ensureBuilt()
  return { code: 0, output: '' }
}

function simulateWorlds({ script }) {
  return script('bin/simulate.mjs', '--seeds', String(WORLDS_OF_THE_NIGHT))
}

async function playwright({ node }) {
  const path = join(reportsFolder, 'e2e.json')
  const env = {
    CHROMIUM_PATH: await ensureBrowser(),
    HEADLESS_SHELL_PATH: await ensureHeadlessShell(),
    PLAYWRIGHT_JSON_OUTPUT_NAME: path,
  }
  const { code, output } = await node('@playwright/test', 'playwright', ['test', '--reporter=list,json'], env)
  const report = readReport(path)
  return { ...countPlaywright(code, report), output, tests: nameFailedPlaywright(report) }
}

export function readReport(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
}
