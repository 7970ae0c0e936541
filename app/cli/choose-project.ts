import type { Archive } from '#app/archive/read-archive.ts'
import type { Project, ProjectDocument } from '#app/document/model/schema.ts'
import { resolveProject } from '#app/document/resolve/resolve-project.ts'
import { CliError } from './cli-error.ts'
import { resolveNames } from './suggest-names.ts'

/**
 * The project of an archive as it is drawn; of several, the one with this name or id.
 *
 * @throws CliError
 */
export const chooseProject = (archive: Archive, wanted: string | undefined): Project =>
  resolveProject(chooseDocument(archive, wanted))

/** The same as it is stored, for commands that change it. */
export function chooseDocument({ projects }: Archive, wanted: string | undefined): ProjectDocument {
  const [first, second] = projects
  if (first === undefined) throw new CliError('The file has no project.')
  if (wanted === undefined) {
    if (second === undefined) return first
    const names = projects.map(({ name }) => `“${name}”`).join(', ')
    throw new CliError(`The file has ${projects.length} projects: ${names}. Name one with --project.`)
  }
  const byId = projects.find(({ id }) => id === wanted.toLowerCase())
  if (byId !== undefined) return byId
  const [name] = resolveNames(
    'project',
    [wanted],
    projects.map((project) => project.name),
  )
  return projects.find((project) => project.name === name) as ProjectDocument
}
