import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CanvasSizeId } from '#app/document/model/ids.ts'
import { createElementKinds, textKinds } from '#tests/factories/element-kinds.ts'
import { createFixedSample, writeSampleArchive } from '#tests/factories/sample-archive.ts'
import { isNightly } from '#tests/setup/is-nightly.ts'

type MadeFile = { path: string; screen: number; sha256?: string; resumed?: boolean; error?: string }

let folder: string
const choice = ['sample.appframes', '--sizes', 'iphone-69', '--layout', 'plain']

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'appframes-processes-'))
  await writeSampleArchive(join(folder, 'sample.appframes'))
  // The first use bundles the programs.
  await start(['--help']).ended
})

afterAll(() => rm(folder, { recursive: true, force: true }))

/** As a user does. `ended` once no drawing process holds its standard error open either. */
function start(args: readonly string[]) {
  const child = spawn(process.execPath, [resolve('bin/appframes.mjs'), 'export', ...args, '--json'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  child.stderr.resume()
  const ended = new Promise<number | null>((done) => child.on('close', done))
  const readFiles = async () => {
    const code = await ended
    return { code, files: JSON.parse(out).files as MadeFile[] }
  }
  return { pid: child.pid ?? 0, ended, readFiles, kill: () => child.kill('SIGKILL') }
}

const listChildren = async (pid: number): Promise<number[]> =>
  (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => ''))
    .split(' ')
    .flatMap((text) => (text === '' ? [] : Number(text)))

async function waitForChild(pid: number): Promise<number> {
  const find = async () => (await listChildren(pid))[0]
  await expect.poll(find, { interval: 5 }).toBeDefined()
  return (await find()) ?? 0
}

const countPictures = async (name: string): Promise<number> => {
  const paths = await readdir(join(folder, name), { recursive: true }).catch(() => [])
  return paths.filter((path) => path.endsWith('.png')).length
}

it.skipIf(availableParallelism() < 2)(
  'one that is killed costs one file, which the next run makes',
  async () => {
    const args = [...choice, '--locales', 'de-DE', '--out', 'killed']
    const first = start(args)
    const stopped = await waitForChild(first.pid)
    process.kill(stopped, 'SIGSTOP')
    // The others have drawn all but the file that was given to it.
    const others =
      Object.keys(createFixedSample().screensByCanvasSize['iphone-69' as CanvasSizeId] ?? {}).length - 1
    await expect.poll(() => countPictures('killed')).toBe(others)
    process.kill(stopped, 'SIGKILL')
    const { code, files } = await first.readFiles()
    expect(code).toBe(3)
    expect(files.flatMap(({ error }) => error ?? [])).toEqual([
      expect.stringContaining('The process that drew it stopped'),
    ])
    const second = await start(args).readFiles()
    expect(second.code).toBe(0)
    expect(second.files.filter(({ resumed }) => resumed !== true)).toHaveLength(1)
  },
  120_000,
)

it('none survives an export that is killed', async () => {
  const { pid, ended, kill } = start([...choice, '--out', 'orphans'])
  await waitForChild(pid)
  await expect.poll(() => countPictures('orphans')).toBeGreaterThan(0)
  const children = await listChildren(pid)
  expect(children.length).toBeGreaterThan(0)
  kill()
  await ended
  for (const child of children) await expect.poll(() => isAlive(child)).toBe(false)
})

/** One that has ended, and that nobody has asked about yet, counts as dead. */
const isAlive = (pid: number): Promise<boolean> =>
  readFile(`/proc/${pid}/status`, 'utf8').then(
    (status) => !/^State:\tZ/m.test(status),
    () => false,
  )

it.runIf(isNightly)(
  'together they give the bytes that one gives, whatever each has drawn before',
  async () => {
    await writeSampleArchive(join(folder, 'kinds.appframes'), [createElementKinds()])
    const one = ['kinds.appframes', '--layout', 'plain', '--out']
    const { files } = await start([...one, 'together']).readFiles()
    expect(files.length).toBeGreaterThan(6)
    const texts = files.filter(({ path }) => textKinds.has(/\d+-(.*)\.png$/.exec(path)?.[1] ?? ''))
    expect(texts.length).toBeGreaterThan(1)
    for (const { screen, path, sha256 } of texts.slice(0, 2).reverse()) {
      const alone = await start([...one, 'alone', '--screens', `${screen}`]).readFiles()
      expect(alone.files).toEqual([expect.objectContaining({ path, sha256, resumed: false })])
    }
  },
)
