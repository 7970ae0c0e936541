import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { binOf, root } from '../../bin/ensure.mjs'

type Override = { includes: string[]; linter: { rules: { complexity?: Record<string, unknown> } } }

const config = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'))
const overrides: Override[] = config.overrides

test.each([
  ['noExcessiveLinesPerFunction', 19],
  ['useMaxParams', 33],
])('every file that %s leaves out still needs it, and there are %i at most', (rule, most) => {
  const listed = listExceptions(rule)
  expect(listed.length).toBeGreaterThan(0)
  expect(listed.length).toBeLessThanOrEqual(most)
  const breaches = findBreaches(rule, listed)
  expect(listed.filter((file) => !breaches.has(file))).toEqual([])
})

const isException = ({ includes, linter }: Override, rule: string) =>
  linter.rules.complexity?.[rule] === 'off' && includes.every((path) => !path.includes('*'))

function listExceptions(rule: string): string[] {
  return overrides.filter((override) => isException(override, rule)).flatMap(({ includes }) => includes)
}

/** The files with a breach of the rule, were there no exceptions. */
function findBreaches(rule: string, files: readonly string[]): Set<string> {
  const folder = mkdtempSync(join(tmpdir(), 'appframes-limits-'))
  const kept = overrides.filter((override) => !isException(override, rule))
  const bare = { ...config, vcs: { enabled: false }, overrides: kept }
  writeFileSync(join(folder, 'biome.json'), JSON.stringify(bare))
  const args = ['lint', `--config-path=${folder}`, `--only=complexity/${rule}`, '--reporter=json', ...files]
  const { stdout } = spawnSync(process.execPath, [binOf('@biomejs/biome', 'biome'), ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  const { diagnostics } = JSON.parse(stdout.slice(stdout.indexOf('{'), stdout.lastIndexOf('}') + 1))
  return new Set(diagnostics.map(({ location }: { location: { path: string } }) => location.path))
}
