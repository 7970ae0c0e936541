import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { hashBytes } from './archive-file.ts'
import { CliError, type ExitCode } from './cli-error.ts'
import { listFiles } from './list-files.ts'
import { parseArguments } from './parse-arguments.ts'
import { resolvePath } from './resolve-path.ts'
import { type Terminal, writeJson } from './terminal.ts'

type Difference =
  | { kind: 'new' | 'removed'; path: string }
  /** The same bytes at another place. */
  | { kind: 'moved'; path: string; from: string }
  | { kind: 'changed'; path: string; reason: string; pixelShare?: number }

const isPicture = (path: string): boolean => /\.(png|jpe?g|webp)$/i.test(path)

/** `diff <dirA> <dirB>`: which pictures B has that A has not, and which differ. Exit code 1 when something does. */
export async function diffCommand(given: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const args = parseArguments(given, ['The first folder', 'The second folder'], { json: 'flag' })
  const [before, after] = [
    await hashFolder(terminal, args.places[0]),
    await hashFolder(terminal, args.places[1]),
  ]
  const same = [...after.hashes].filter(([path, hash]) => before.hashes.get(path) === hash).length
  const differences = await compare(before, after)
  if (args.has('json')) writeJson(terminal, { same, differences })
  else for (const difference of differences) terminal.out(`${describeDifference(difference)}\n`)
  return differences.length > 0 ? 1 : 0
}

type Folder = { root: string; hashes: ReadonlyMap<string, string> }

async function hashFolder(terminal: Terminal, given: string | undefined): Promise<Folder> {
  const root = resolvePath(terminal, given)
  const found = await stat(root).catch(() => undefined)
  if (!found?.isDirectory()) throw new CliError(`“${given}” is not a folder.`)
  const hashes = new Map<string, string>()
  for (const path of (await listFiles(root)).filter(isPicture))
    hashes.set(path, hashBytes(await readFile(join(root, path))))
  return { root, hashes }
}

async function compare(before: Folder, after: Folder): Promise<Difference[]> {
  const gone = new Map([...before.hashes].filter(([path]) => !after.hashes.has(path)))
  const differences: Difference[] = []
  for (const [path, hash] of after.hashes) {
    const old = before.hashes.get(path)
    if (old === hash) continue
    if (old !== undefined) {
      const change = await comparePictures(join(before.root, path), join(after.root, path))
      if (change !== undefined) differences.push({ kind: 'changed', path, ...change })
      continue
    }
    const from = [...gone].find(([, other]) => other === hash)?.[0]
    if (from !== undefined) gone.delete(from)
    differences.push(from === undefined ? { kind: 'new', path } : { kind: 'moved', path, from })
  }
  for (const path of gone.keys()) differences.push({ kind: 'removed', path })
  return differences.sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** `undefined`: the same pixels in other bytes. */
async function comparePictures(
  one: string,
  other: string,
): Promise<{ reason: string; pixelShare?: number } | undefined> {
  const [a, b] = await Promise.all([decode(one), decode(other)])
  if (a === undefined || b === undefined) return { reason: 'one of them cannot be decoded' }
  if (a.width !== b.width || a.height !== b.height)
    return { reason: `${a.width} × ${a.height} became ${b.width} × ${b.height}` }
  let count = 0
  for (let at = 0; at < a.words.length; at += 1) if (a.words[at] !== b.words[at]) count += 1
  if (count === 0) return undefined
  const pixelShare = count / a.words.length
  return { reason: `${formatShare(pixelShare)} of the pixels differ`, pixelShare }
}

async function decode(path: string) {
  const image = await loadImage(await readFile(path)).catch(() => undefined)
  if (image === undefined) return undefined
  const { width, height } = image
  const context = createCanvas(width, height).getContext('2d')
  context.drawImage(image, 0, 0)
  return { width, height, words: new Uint32Array(context.getImageData(0, 0, width, height).data.buffer) }
}

const formatShare = (share: number): string =>
  share < 0.001 ? 'less than 0.1 %' : `${(share * 100).toFixed(1)} %`

function describeDifference(difference: Difference): string {
  switch (difference.kind) {
    case 'moved':
      return `moved    ${difference.path} (was ${difference.from})`
    case 'changed':
      return `changed  ${difference.path} (${difference.reason})`
    case 'new':
      return `new      ${difference.path}`
    case 'removed':
      return `removed  ${difference.path}`
  }
}
