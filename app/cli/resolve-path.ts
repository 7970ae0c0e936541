import { resolve } from 'node:path'
import type { Terminal } from './terminal.ts'

/** An argument is there when its command was parsed. */
export const resolvePath = ({ folder }: Pick<Terminal, 'folder'>, path: string | undefined): string =>
  resolve(folder, path ?? '')
