import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..')

/** Tests and contract suites may import any folder of their module. */
const sources = readdirSync(join(root, 'app'), { recursive: true, encoding: 'utf8' })
  .map((file) => `app/${file}`)
  .filter((file) => /^app\/[^/]+\/[^/]+\/.*\.tsx?$/.test(file))
  .filter((file) => !/\.test\.tsx?$/.test(file) && !file.startsWith('app/storage/contract/'))
  .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }))

it('no two folders of a module import each other', () => {
  expect(findMutualFolders(sources)).toEqual([])
})

it('two folders that import each other are named', () => {
  const planted = [
    { file: 'app/a/one/x.ts', text: "import { y } from '../two/y.ts'" },
    { file: 'app/a/two/y.ts', text: "import type { X } from '#app/a/one/x.ts'" },
    { file: 'app/a/three/z.ts', text: "import { y } from '../two/y.ts'" },
  ]
  expect(findMutualFolders(planted)).toEqual(['app/a/one ⇄ app/a/two'])
})

type Source = { file: string; text: string }

function findMutualFolders(files: readonly Source[]): string[] {
  const arrows = new Set(files.flatMap(listFolderArrows))
  return [...arrows]
    .map((arrow) => arrow.split(' → '))
    .filter(([from = '', to = '']) => from < to && arrows.has(`${to} → ${from}`))
    .map(([from, to]) => `${from} ⇄ ${to}`)
    .sort()
}

function listFolderArrows({ file, text }: Source): string[] {
  const from = folderOf(file)
  return [...text.matchAll(/(?:from|import\(|import) ?'([.#][^']+)'/g)]
    .map(([, specifier = '']) =>
      folderOf(specifier.startsWith('#') ? specifier.slice(1) : join(dirname(file), specifier)),
    )
    .filter((to) => to !== from && to.split('/').length === 3 && moduleOf(to) === moduleOf(from))
    .map((to) => `${from} → ${to}`)
}

/** `app/editor/stage` of `app/editor/stage/stage.tsx`; files in the module's own folder belong to none. */
function folderOf(file: string): string {
  return dirname(file).split('/').slice(0, 3).join('/')
}

function moduleOf(folder: string): string {
  return folder.split('/').slice(0, 2).join('/')
}
