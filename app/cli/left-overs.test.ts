import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Project } from '#app/document/model/schema.ts'
import { planWholeProject } from '#app/export/plan-whole-project.ts'
import { createFixedSample } from '#tests/factories/sample-archive.ts'
import { findLeftOvers, removeLeftOvers } from './left-overs.ts'

const choice = { layout: 'deliver', format: 'png' } as const
const shots = 'fastlane/screenshots'
/** After a screen was renamed, one was removed and a language too. */
const old = [
  `${shots}/de-DE/iphone69-01-start.png`,
  `${shots}/en-US/iphone69-01-today.jpg`,
  `${shots}/en-US/iphone69-09-gone.png`,
  `${shots}/fr-FR/iphone69-01-today.png`,
]
const others = [
  `${shots}/en-US/hero.png`,
  `${shots}/en-US/title.strings`,
  `${shots}/Framefile.json`,
  'fastlane/metadata/android/fr-FR/images/phoneScreenshots/01.png',
  'src/iphone69-01-today.png',
]
let root: string
let project: Project
let files: ReturnType<typeof planWholeProject>

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'appframes-left-'))
  project = createFixedSample()
  files = planWholeProject(project, choice)
  for (const path of [...old, ...others, ...files.map((file) => file.path)]) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), path)
  }
  await symlink(join(root, others[4] ?? ''), join(root, shots, 'en-US/iphone69-08-link.png'))
})

afterAll(() => rm(root, { recursive: true, force: true }))

it('names pictures of renamed and removed screens, languages and formats, and no other file', async () => {
  expect(await findLeftOvers(root, { project, choice, files })).toEqual(old)
  expect(await findLeftOvers(join(root, 'nowhere'), { project, choice, files })).toEqual([])
})

it('pictures that are not exported this time are not left over, whatever their format', async () => {
  const german = files.filter(({ target }) => target.locale === 'de-DE')
  const found = await findLeftOvers(root, { project, choice, files: german })
  expect(found).toEqual(old.filter((path) => !path.endsWith('en-US/iphone69-01-today.jpg')))
})

it('removes exactly those, and the folder of the language that has nothing else', async () => {
  await removeLeftOvers(root, await findLeftOvers(root, { project, choice, files }))
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const left = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
  expect(left.sort()).toEqual([...others, ...files.map(({ path }) => path)].sort())
  expect(await readdir(join(root, shots))).toEqual(['Framefile.json', 'de-DE', 'en-US'])
})
