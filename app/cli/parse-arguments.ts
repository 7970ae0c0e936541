import { parseArgs } from 'node:util'
import { CliError } from './cli-error.ts'
import { suggestNames } from './suggest-names.ts'

/** Options of a command: `text` has a value, `flag` has none. */
export type OptionTable = Readonly<Record<string, 'text' | 'flag'>>

export type Arguments = {
  places: readonly string[]
  find(option: string): string | undefined
  /** The parts of a value that is separated by commas; `undefined`: not given. */
  findList(option: string): readonly string[] | undefined
  has(option: string): boolean
}

/**
 * @param places Names of the arguments without an option, for the message; an optional one ends with `?`.
 * @throws CliError
 */
export function parseArguments(
  given: readonly string[],
  places: readonly string[],
  table: OptionTable,
): Arguments {
  const { positionals, values } = parse(given, table)
  const needed = places.filter((place) => !place.endsWith('?'))
  const missing = needed[positionals.length]
  if (missing !== undefined) throw new CliError(`${missing} is missing.`)
  const extra = positionals[places.length]
  if (extra !== undefined) throw new CliError(`“${extra}” is one argument too many.`)
  const find = (option: string) => {
    const value = values[option]
    return typeof value === 'string' ? value : undefined
  }
  return {
    places: positionals,
    find,
    findList: (option) => {
      const parts = find(option)
        ?.split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '')
      if (parts?.length === 0) throw new CliError(`--${option} is empty.`)
      return parts
    },
    has: (option) => values[option] === true,
  }
}

function parse(given: readonly string[], table: OptionTable) {
  const options = Object.fromEntries(
    Object.entries(table).map(([name, kind]) => [
      name,
      { type: kind === 'text' ? 'string' : 'boolean' } as const,
    ]),
  )
  const { tokens } = parseArgs({
    args: [...given],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  const values: Record<string, string | true> = {}
  const positionals: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value)
    if (token.kind !== 'option') continue
    const { name, rawName, value } = token
    const kind = Object.hasOwn(table, name) ? table[name] : undefined
    if (kind === undefined) throw new CliError(describeUnknown(rawName, name, Object.keys(table)))
    if (kind === 'text' && (value === undefined || value === ''))
      throw new CliError(`${rawName} needs a value.`)
    if (kind === 'flag' && value !== undefined) throw new CliError(`${rawName} takes no value.`)
    if (Object.hasOwn(values, name)) throw new CliError(`${rawName} is given twice.`)
    values[name] = value ?? true
  }
  return { positionals, values }
}

function describeUnknown(rawName: string, name: string, known: readonly string[]): string {
  const near = suggestNames(name, known)
  const help =
    near.length > 0
      ? `Did you mean --${near[0]}?`
      : `There are: ${known.map((one) => `--${one}`).join(', ')}.`
  return `There is no option ${rawName}. ${help}`
}
