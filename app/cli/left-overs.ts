import { readdir, rm, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Project } from '#app/document/model/schema.ts'
import { usualPattern } from '#app/export/file-pattern.ts'
import { listPathShapes, type PathShape } from '#app/export/layout-paths.ts'
import { planChoices } from '#app/export/plan-export.ts'
import { planWholeProject } from '#app/export/plan-whole-project.ts'
import type { FileChoice, PlannedFile } from '#app/export/planned-file.ts'

type Export = { project: Project; choice: FileChoice; files: readonly PlannedFile[] }

/**
 * Pictures in the folder that this layout may have written and that the project does not have any more, sorted. Those of sizes,
 * languages and screens that are not exported this time stay, in either format; so do those of sizes that it does not have.
 */
export async function findLeftOvers(root: string, { project, choice, files }: Export): Promise<string[]> {
  const now = new Set(files.map(({ target }) => JSON.stringify(target)))
  const others = planWholeProject(project, choice).filter(({ target }) => !now.has(JSON.stringify(target)))
  const known = new Set([
    ...files.map(({ path }) => normalise(path)),
    ...others.flatMap(({ path }) => ['png', 'jpg'].map((one) => normalise(replaceExtension(path, one)))),
  ])
  const shapes = listPathShapes(choice.layout, choice.pattern ?? usualPattern, planChoices(project))
  const found = await listShaped(root, '', shapes)
  return found.filter((path) => !known.has(normalise(path))).sort()
}

/** Removes the files, and folders that are empty without them. */
export async function removeLeftOvers(root: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await rm(join(root, path))
    for (let folder = dirname(path); folder !== '.'; folder = dirname(folder))
      if (!(await removeEmpty(join(root, folder)))) break
  }
}

/** Opens only folders that the shapes name: the root may be that of a whole app. */
async function listShaped(root: string, folder: string, shapes: readonly PathShape[]): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(ignoreMissing)
  const found: string[] = []
  for (const entry of entries) {
    const rest = shapes.filter(([first]) => first?.test(entry.name.normalize('NFC')))
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isFile() && rest.some(({ length }) => length === 1)) found.push(path)
    const below = rest.flatMap(([, ...more]) => (more.length > 0 ? [more] : []))
    if (entry.isDirectory() && below.length > 0) found.push(...(await listShaped(root, path, below)))
  }
  return found
}

/** `false`: it is not empty. */
async function removeEmpty(folder: string): Promise<boolean> {
  if ((await readdir(folder)).length > 0) return false
  await rmdir(folder)
  return true
}

function ignoreMissing(error: NodeJS.ErrnoException) {
  if (error.code === 'ENOENT') return []
  throw error
}

const replaceExtension = (path: string, extension: string): string => path.replace(/[^.]*$/, extension)
/** Names that a disk may hold for equal. */
const normalise = (path: string): string => path.normalize('NFC').toLowerCase()
