// Runs after every `npm install` (the "dependencies" script). Names the binary packages of all platforms in the lock
// file: npm leaves out those that the current registry does not serve, and `npm ci` then rejects the lock on every
// machine. `--check` only reports.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './ensure.mjs'

const systems = ['android', 'darwin', 'freebsd', 'linux', 'openbsd', 'openharmony', 'win32']

const path = join(root, 'package-lock.json')
const lock = JSON.parse(readFileSync(path, 'utf8'))
const missing = listMissing(lock.packages)

if (process.argv.includes('--check')) {
  for (const { name } of missing) console.log(`package-lock.json lacks ${name}`)
  process.exitCode = missing.length > 0 ? 1 : 0
} else if (missing.length > 0) {
  for (const { name, version, parent } of missing) {
    lock.packages[`node_modules/${name}`] = describePlatformPackage(name, version, parent)
  }
  const { '': self, ...others } = lock.packages
  const sorted = Object.entries(others).sort(([a], [b]) => a.localeCompare(b, 'en'))
  lock.packages = { '': self, ...Object.fromEntries(sorted) }
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`)
  console.log(`package-lock.json: added ${missing.length} packages of other platforms.`)
}

function listMissing(packages) {
  return Object.entries(packages).flatMap(([place, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(
        ([name, version]) => /^\d/.test(version) && findSystem(name) && !isPresent(packages, place, name),
      )
      .map(([name, version]) => ({ name, version, parent: entry })),
  )
}

/** Where Node would find it: in the package's own directory or in one above. */
function isPresent(packages, place, name) {
  let folder = place
  while (folder !== '') {
    if (packages[`${folder}/node_modules/${name}`]) return true
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))
  }
  return packages[`node_modules/${name}`] !== undefined
}

function findSystem(name) {
  return systems.find((system) => name.includes(`-${system}-`))
}

/** The names have one form: …-<system>-<processor>[-<C library>]. */
function describePlatformPackage(name, version, parent) {
  const system = findSystem(name)
  const [processor, library = ''] = name.split(`-${system}-`)[1].split('-')
  const libc = library.startsWith('musl')
    ? ['musl']
    : system === 'linux' && library.startsWith('gnu')
      ? ['glibc']
      : []
  return {
    version,
    cpu: [processor],
    ...(parent.dev ? { dev: true } : {}),
    ...(libc.length > 0 ? { libc } : {}),
    ...(parent.license ? { license: parent.license } : {}),
    optional: true,
    os: [system],
  }
}
