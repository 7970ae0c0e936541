// npm run wasm: compiles app/export/png/pack-rows.as into wasm-packer-code.ts beside it. A test tells when that is to be done.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { root } from './ensure.mjs'

const compiler = join(root, 'node_modules/assemblyscript/bin/asc.js')
const folder = join(root, 'app/export/png')

/** SHA-256 of the source, which the generated module names. */
export const hashSource = async () =>
  createHash('sha256')
    .update(await readFile(join(folder, 'pack-rows.as')))
    .digest('hex')

/** The text of the generated module. */
export async function compileWasm() {
  const work = await mkdtemp(join(tmpdir(), 'appframes-wasm-'))
  try {
    // The compiler takes only this ending, by which the other tools would read it as TypeScript.
    await copyFile(join(folder, 'pack-rows.as'), join(work, 'pack-rows.ts'))
    const options = ['--runtime', 'stub', '-O3', '--noAssert', '--enable', 'simd']
    const given = [compiler, 'pack-rows.ts', '--outFile', 'code.wasm', ...options]
    await promisify(execFile)(process.execPath, given, { cwd: work })
    const base64 = await readFile(join(work, 'code.wasm'), 'base64')
    const hash = await hashSource()
    return `/** pack-rows.as of SHA-256 ${hash}, compiled by \`npm run wasm\`; in base64. */\nexport const wasmPackerCode =\n  '${base64}'\n`
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await writeFile(join(folder, 'wasm-packer-code.ts'), await compileWasm())
