import { CliError, type ExitCode } from './cli-error.ts'
import { suggestNames } from './suggest-names.ts'
import type { Terminal } from './terminal.ts'
import { usage } from './usage.ts'

type Command = (given: readonly string[], terminal: Terminal) => Promise<ExitCode>

/** Loaded when they are run: most need no canvas. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  export: async () => (await import('./export-command.ts')).exportCommand,
  check: async () => (await import('./check-command.ts')).checkCommand,
  list: async () => (await import('./list-command.ts')).listCommand,
  captions: async () => (await import('./captions-command.ts')).captionsCommand,
  captures: async () => (await import('./captures-command.ts')).capturesCommand,
  diff: async () => (await import('./diff-command.ts')).diffCommand,
  new: async () => (await import('./new-command.ts')).newCommand,
}

/** Runs one command. Never throws: what goes wrong is a message and an exit code. */
export async function main(given: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [name = 'help', ...rest] = given
  try {
    if (name === 'help' || given.includes('--help') || given.includes('-h')) {
      terminal.out(usage)
      return given.length === 0 ? 2 : 0
    }
    const load = Object.hasOwn(commands, name) ? commands[name] : undefined
    if (load === undefined) throw new CliError(describeUnknown(name))
    return await (await load())(rest, terminal)
  } catch (error) {
    terminal.say(error instanceof CliError ? error.message : `Something unexpected failed: ${String(error)}`)
    return 2
  }
}

function describeUnknown(name: string): string {
  const [near] = suggestNames(name, Object.keys(commands))
  const help =
    near === undefined ? `There are: ${Object.keys(commands).join(', ')}.` : `Did you mean “${near}”?`
  return `There is no command “${name}”. ${help}`
}
