import { cutText } from '../model/cut-text.ts'
import { longestName } from './rename-project.ts'

/** The names that a new project must not have: those of templates of the user's own too, which become projects. */
export const listProjectNames = (projects: readonly { name: string }[]): readonly string[] =>
  projects.map(({ name }) => name)

/** "Untitled project", then "Untitled project 2" …: no two projects of the list have the same name. */
export function untitledName(taken: Iterable<string>): string {
  return findFreeName(taken, (count) => (count === 1 ? 'Untitled project' : `Untitled project ${count}`))
}

/** "Weather (copy)", then "Weather (copy 2)"; the copy of a copy counts on. A long name is cut between characters. */
export function copyName(name: string, taken: Iterable<string>): string {
  return markName(name.replace(/ \(copy(?: \d+)?\)$/, ''), 'copy', taken)
}

/** "Weather (from this device)", for an incoming project whose name is taken; a free name is unchanged. */
export function arrivalName(name: string, taken: Iterable<string>): string {
  const names = new Set(taken)
  return names.has(name) ? markName(name, 'from this device', names) : name
}

function markName(name: string, mark: string, taken: Iterable<string>): string {
  const stem = cutText(name, longestName - ` (${mark} 9999)`.length)
  return findFreeName(taken, (count) => (count === 1 ? `${stem} (${mark})` : `${stem} (${mark} ${count})`))
}

function findFreeName(taken: Iterable<string>, nameAt: (count: number) => string): string {
  const names = new Set(taken)
  for (let count = 1; ; count += 1) {
    const name = nameAt(count)
    if (!names.has(name)) return name
  }
}
