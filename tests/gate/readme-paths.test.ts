import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const list = ['ls-files', '--cached', '--others', '--exclude-standard']
const files = execFileSync('git', list, { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean)
const known = new Set(files)
/** Every end of a path that begins with a folder or the file: `sync/apply-push.server.ts`, `apply-push.server.ts`. */
const ends = new Set(
  files.flatMap((file) => file.split('/').map((_, at, parts) => parts.slice(at).join('/'))),
)
/** Names that stand for any file. */
const examples = new Set(['./sibling.ts', 'name.bench.ts'])

const read = (file: string) => readFileSync(join(root, file), 'utf8')
const isDocument = (file: string) =>
  file.endsWith('.md') && (!file.includes('/') || /^(docs|app|tests|bin|db)\//.test(file))

it.each(files.filter(isDocument))('%s names only files that exist', (document) => {
  expect(findMissing(document, read(document))).toEqual([])
})

it('comments name only files that exist', () => {
  const sources = files
    .filter((file) => /^(app|bin|db|tests)\/.*\.(tsx?|mjs)$/.test(file))
    .filter((file) => !file.endsWith('/readme-paths.test.ts'))
  expect(
    sources.flatMap((file) => findMissingInComments(read(file)).map((name) => `${file}: ${name}`)),
  ).toEqual([])
})

it('a file that does not exist is named', () => {
  const text = 'see `document/model/schema.ts`, `schema.ts` and `document/gone.ts`'
  expect(findMissing('app/README.md', text)).toEqual(['schema.ts', 'document/gone.ts'])
  expect(findMissing('docs/scaling.md', text)).toEqual(['document/gone.ts'])
  const code = "// As in gone.server.ts and schema.ts.\nconst page = 'never.ts'\n/** See also lost.mjs. */"
  expect(findMissingInComments(code)).toEqual(['gone.server.ts', 'lost.mjs'])
})

/** Paths in code spans. A README's own are from its folder or from the root; other documents may name a file alone. */
function findMissing(document: string, text: string): string[] {
  const isModule = document.startsWith('app/') && document.endsWith('README.md')
  return [...text.matchAll(/`([\w./-]+\.(?:server\.)?(?:tsx?|mjs|css|md))`/g)]
    .map(([, path = '']) => path)
    .filter((path) => !examples.has(path))
    .filter((path) => ![join(dirname(document), path), path].some((file) => known.has(file)))
    .filter((path) => isModule || !ends.has(path))
}

function findMissingInComments(code: string): string[] {
  const comments = [...code.matchAll(/\/\/(.*)$|\/\*([\s\S]*?)\*\//gm)].map(
    ([, line, block]) => line ?? block ?? '',
  )
  return comments
    .flatMap((comment) => [...comment.matchAll(/(?<![\w.*-])\w[\w-]*(?:\.\w+)*\.(?:tsx?|mjs|cjs|css)\b/g)])
    .map(([name]) => name)
    .filter((name) => !examples.has(name) && !ends.has(name))
}
