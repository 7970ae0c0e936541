import { type PressedKey, readKeys, spellKeys } from './read-keys.ts'

/** One line of a table that binds keys and is shown as the sheet of shortcuts, so that both always agree. */
export type KeyBinding<Command extends string = string> = {
  readonly command: Command
  /** `mod+shift+Z`; the first is the one that is shown in tooltips. None: a command without keys. */
  readonly keys: readonly string[]
  readonly label: string
  readonly group: string
  /** Handled by the browser's own event (copy, paste) or by the focused control. */
  readonly servedElsewhere?: boolean
}

/** The keys that a tooltip or a menu shows for a command; `undefined`: it has none. */
export function findKeys<Command extends string>(
  table: ReadonlyArray<KeyBinding<Command>>,
  command: Command,
): string | undefined {
  return table.find((binding) => binding.command === command)?.keys[0]
}

export function createKeyReader<Command extends string>(
  table: ReadonlyArray<KeyBinding<Command>>,
): (event: PressedKey) => Command | undefined {
  const commands = new Map(
    table
      .filter(({ servedElsewhere }) => servedElsewhere !== true)
      .flatMap(({ command, keys }) => keys.map((each) => [spellKeys(each), command] as const)),
  )
  return (event) => commands.get(readKeys(event))
}
