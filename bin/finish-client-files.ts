import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'

const compress = promisify(brotliCompress)
/** Pictures, fonts and videos are compressed already. */
const COMPRESSIBLE = new Set(['.css', '.js', '.json', '.svg', '.wasm'])
/** Smaller files fit into one packet anyway. */
const MIN_BYTES = 1024

/** The server bundle writes a style sheet too, the same rules in another order, which no page names. */
export async function removeUnnamedStyles(root: string): Promise<void> {
  const assets = join(root, 'build/client/assets')
  const names = await readdir(assets)
  const manifests = names.filter((name) => name.startsWith('manifest-'))
  const texts = await Promise.all(manifests.map((name) => readFile(join(assets, name), 'utf8')))
  for (const name of names.filter((each) => extname(each) === '.css')) {
    if (!texts.some((text) => text.includes(name))) await rm(join(assets, name))
  }
}

/**
 * Writes a `.br` beside each file with its hash in the name: it is compressed once, at the best level, and not for each
 * visitor.
 */
export async function precompressAssets(root: string): Promise<void> {
  const assets = join(root, 'build/client/assets')
  const names = (await readdir(assets)).filter((name) => COMPRESSIBLE.has(extname(name)))
  await Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(join(assets, name))
      if (bytes.length < MIN_BYTES) return
      const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
      await writeFile(join(assets, `${name}.br`), await compress(bytes, { params }))
    }),
  )
}
