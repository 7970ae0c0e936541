import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The secret that signs the sessions of test servers. */
export const TEST_SECRET = 'a secret that is only used by the tests'

/** No test meets these by signing in often; tests of the limits set them again. */
export const generousLimits = { SIGN_IN_MAX_PER_MINUTE: '1000', SIGN_UP_MAX_PER_HOUR: '1000' }

export type ServerProcess = {
  child: ChildProcess
  output: () => string
  errors: () => string
  dataDir: string
}

/** The production build as a process of its own, on a free port. */
export async function spawnServer(variables: Record<string, string>): Promise<ServerProcess> {
  const dataDir = await mkdtemp(join(tmpdir(), 'appframes-server-'))
  const child = spawn(process.execPath, ['tests/setup/serve-build.mjs'], {
    env: { PATH: process.env.PATH, PORT: '0', DATA_DIR: dataDir, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = collect(child.stdout)
  return { child, dataDir, output, errors: collect(child.stderr) }
}

function collect(stream: NodeJS.ReadableStream): () => string {
  let text = ''
  stream.on('data', (chunk: Buffer) => {
    text += chunk.toString()
  })
  return () => text
}

export async function waitForUrl({ child, output, errors }: ServerProcess): Promise<string> {
  while (true) {
    const url = /running at (\S+)/.exec(output())?.[1]
    if (url) return url
    if (child.exitCode !== null) throw new Error(`The server did not start: ${errors()}`)
    await Promise.race([once(child.stdout ?? child, 'data'), once(child, 'exit')])
  }
}
