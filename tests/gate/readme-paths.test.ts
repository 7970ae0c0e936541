import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const readmes = readdirSync(join(root, 'app'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('README.md'))
  .map((file) => join('app', file))

it.each(readmes)('%s names only files that exist', (readme) => {
  expect(findMissing(readme, readFileSync(join(root, readme), 'utf8'))).toEqual([])
})

it('a file that does not exist is named', () => {
  expect(findMissing('app/README.md', 'see `document/model/schema.ts` and `document/gone.ts`')).toEqual([
    'document/gone.ts',
  ])
})

/** Paths in code spans, from the README's own folder or from the root. */
function findMissing(readme: string, text: string): string[] {
  return [...text.matchAll(/`([\w./-]+\.(?:server\.)?(?:tsx?|mjs|css|md))`/g)]
    .map(([, path = '']) => path)
    .filter((path) => ![join(dirname(readme), path), path].some((file) => existsSync(join(root, file))))
}
