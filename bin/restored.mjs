// npm run restored [-- --end-sessions]: after the database was put back from a backup (docs/backup.md).
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { exitWith, root, SetupError } from './ensure.mjs'

const build = join(root, 'build/server/index.js')

try {
  const [flag, ...rest] = process.argv.slice(2)
  if (rest.length > 0 || (flag !== undefined && flag !== '--end-sessions')) {
    throw new SetupError('The only option there is: --end-sessions.')
  }
  if (!existsSync(build)) throw new SetupError('There is no build yet; run "npm run build" first.')
  process.env.NODE_ENV ??= 'production'
  const server = await import(pathToFileURL(build).href)
  const { accounts, endedSessions, missingFiles } = await server.commands.markRestored({
    endsSessions: flag === '--end-sessions',
  })
  console.log(
    `Told ${accounts} accounts that the database was restored: their devices will compare and send what is missing.`,
  )
  if (missingFiles > 0) {
    console.log(
      `Not in the storage: ${missingFiles} files. Devices that have them upload them again; when you put files back later, run this once more.`,
    )
  }
  if (flag) console.log(`Ended ${endedSessions} sessions.`)
} catch (error) {
  exitWith(error)
}
