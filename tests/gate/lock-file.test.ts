import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

it('the lock file names the packages of every platform, or npm ci would reject it', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['bin/complete-lock.mjs', '--check'])
  expect(stdout).toBe('')
})

it('the lock file names no registry, so it installs from any', async () => {
  expect(await readFile('package-lock.json', 'utf8')).not.toContain('"resolved"')
})
