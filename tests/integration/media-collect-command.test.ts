import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { png } from '#tests/factories/picture-bytes.ts'
import { isNightly } from '#tests/setup/is-nightly.ts'
import { createFreshAccount } from './setup/fresh-account.ts'
import { postAsset } from './setup/media-steps.ts'
import { TEST_SECRET } from './setup/server-process.ts'
import { startTestServer, type TestServer } from './setup/test-server.ts'

const execute = promisify(execFile)

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

/** As typed by an operator, on the data of a running server. */
async function collect(): Promise<string> {
  const { DATABASE_URL, BETTER_AUTH_SECRET, DATA_DIR } = {
    DATABASE_URL: server.databaseUrl,
    BETTER_AUTH_SECRET: TEST_SECRET,
    DATA_DIR: server.dataDir,
  }
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, DATABASE_URL, BETTER_AUTH_SECRET, DATA_DIR }
  const { stdout } = await execute('npm', ['run', '--silent', 'media:collect'], { env })
  return stdout
}

test.runIf(isNightly)(
  '[F41] npm run media:collect removes unreferenced files, after the days of grace, and reports it',
  async () => {
    const { browser, accountId } = await createFreshAccount(server)
    const [dead, alive] = [randomUUID(), randomUUID()]
    for (const id of [dead, alive]) {
      expect((await postAsset(browser, png(10, 20), { id, fileName: 'a.png' })).status).toBe(201)
    }
    const isThere = (id: string) =>
      access(join(server.dataDir, 'media', 'objects', accountId, `${id}-a.png`)).then(
        () => true,
        () => false,
      )
    expect(await isThere(dead)).toBe(true)
    expect((await browser.send(`/api/media/assets/${dead}`, { method: 'DELETE' })).ok).toBe(true)

    await collect()
    expect(await isThere(dead)).toBe(true)
    const sql = postgres(server.databaseUrl, { max: 1 })
    await sql`update media_garbage set marked_at = marked_at - make_interval(days => 31)`
    await sql.end()
    expect(await collect()).not.toBe('')
    expect(await isThere(dead)).toBe(false)
    expect(await isThere(alive)).toBe(true)
  },
)
