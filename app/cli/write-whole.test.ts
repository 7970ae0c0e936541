import { execFileSync } from 'node:child_process'
import { lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { writeNamed } from './write-whole.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'appframes-whole-'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

it('a link stays one, and the file that it leads to is replaced', async () => {
  await mkdir(join(root, 'elsewhere'))
  await writeFile(join(root, 'elsewhere/captions.csv'), 'old')
  await symlink('elsewhere/captions.csv', join(root, 'captions.csv'))
  await writeNamed(join(root, 'captions.csv'), 'new')
  expect((await lstat(join(root, 'captions.csv'))).isSymbolicLink()).toBe(true)
  expect(await readFile(join(root, 'elsewhere/captions.csv'), 'utf8')).toBe('new')
  expect(await readdir(join(root, 'elsewhere'))).toEqual(['captions.csv'])
})

it('a pipe is written to and stays one', async () => {
  const pipe = join(root, 'pipe')
  execFileSync('mkfifo', [pipe])
  const [read] = await Promise.all([readFile(pipe, 'utf8'), writeNamed(pipe, 'captions')])
  expect(read).toBe('captions')
  expect((await lstat(pipe)).isFIFO()).toBe(true)
})
