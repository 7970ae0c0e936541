import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

/**
 * A project with bin/ensure.mjs and a build that takes a moment and records that it ran: the tests check when a build
 * happens and which is trusted, not React Router's output.
 */
const buildScript = `
const { appendFileSync, mkdirSync, writeFileSync, existsSync } = require('node:fs')
appendFileSync('builds.log', 'built\\n')
mkdirSync('build/server', { recursive: true })
writeFileSync('build/server/index.js', 'half')
if (existsSync('app/broken.ts')) { console.error('app/broken.ts is broken'); process.exit(1) }
if (existsSync('app/slow.ts')) process.kill(process.ppid, 'SIGKILL')
setTimeout(() => writeFileSync('build/server/index.js', 'whole'), 300)
`

let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'appframes-ensure-'))
  await mkdir(join(root, 'bin'))
  await copyFile('bin/ensure.mjs', join(root, 'bin/ensure.mjs'))
  await write('package.json', '{}')
  await write(
    'package-lock.json',
    JSON.stringify({ packages: { '': {}, 'node_modules/a': { version: '1.0.0' } } }),
  )
  await write(
    'node_modules/.package-lock.json',
    JSON.stringify({ packages: { 'node_modules/a': { version: '1.0.0' } } }),
  )
  await write('node_modules/@react-router/dev/package.json', '{ "bin": { "react-router": "build.cjs" } }')
  await write('node_modules/@react-router/dev/build.cjs', buildScript)
  await write('app/page.ts', 'one')
})

afterEach(() => rm(root, { recursive: true, force: true }))

async function write(path: string, text: string) {
  await mkdir(dirname(join(root, path)), { recursive: true })
  await writeFile(join(root, path), text)
}

function runEnsure(): Promise<{ code: number | null; output: string }> {
  const script = `
    import { ensureBuilt, ensureInstalled, exitWith } from './bin/ensure.mjs'
    try { await ensureInstalled({ development: true }); await ensureBuilt() } catch (error) { exitWith(error) }`
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['--input-type=module', '--eval', script],
      { cwd: root },
      (_error, stdout, stderr) => resolve({ code: child.exitCode, output: stdout + stderr }),
    )
  })
}

const countBuilds = async () => (await readFile(join(root, 'builds.log'), 'utf8')).trim().split('\n').length
const readBuild = () => readFile(join(root, 'build/server/index.js'), 'utf8')

describe('the build before a start', () => {
  it('is made once and reused while the sources stay unchanged', async () => {
    expect((await runEnsure()).code).toBe(0)
    expect((await runEnsure()).output).toBe('')
    expect(await countBuilds()).toBe(1)
  })

  it('is made again for a changed source and for nothing that is not in it', async () => {
    await runEnsure()
    await write('app/page.test.ts', 'a test')
    await write('app/README.md', 'words')
    await runEnsure()
    expect(await countBuilds()).toBe(1)
    await write('app/page.ts', 'two')
    await runEnsure()
    expect(await countBuilds()).toBe(2)
  })

  it('is made by one of two concurrent starts; the other waits and uses it', async () => {
    const both = await Promise.all([runEnsure(), runEnsure()])
    expect(both.map(({ code }) => code)).toEqual([0, 0])
    expect(await countBuilds()).toBe(1)
    expect(await readBuild()).toBe('whole')
  })

  it('is not trusted when it was killed halfway, and the next start does not wait for the dead one', async () => {
    await write('app/slow.ts', '')
    expect((await runEnsure()).code).not.toBe(0)
    await rm(join(root, 'app/slow.ts'))
    expect((await runEnsure()).code).toBe(0)
    expect(await countBuilds()).toBe(2)
    expect(await readBuild()).toBe('whole')
  })

  it('that fails ends the start with the build’s own message and no stack of ours', async () => {
    await write('app/broken.ts', '')
    const { code, output } = await runEnsure()
    expect(code).toBe(1)
    expect(output).toContain('app/broken.ts is broken')
    expect(output).toContain('The build failed')
    expect(output).not.toContain('at ensureBuilt')
  })
})
