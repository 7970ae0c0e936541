// Plain Node, no package: this file runs before anything is installed.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')

/** An expected error with a one-sentence message for the user: no stack. */
export class SetupError extends Error {
  name = 'SetupError'
}

export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  throw new SetupError(
    `AppFrames needs Node 20.19 or newer; this is Node ${process.versions.node}. Install a newer one from https://nodejs.org and try again.`,
  )
}

/** Prints an expected failure as a sentence, an unexpected one with its stack, and exits with 1. */
export function exitWith(error) {
  const isExpected = error instanceof Error && (error.name === 'SetupError' || error.name === 'StartError')
  console.error(isExpected ? error.message : error)
  process.exit(1)
}

/** Runs a program and resolves with its output; `show` lets it write to the terminal instead. */
export function run(command, args, { show = false, env = {}, cwd = root, timeoutMs = 0 } = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    })
    let output = ''
    child.stdout?.on('data', (chunk) => {
      output += chunk
    })
    child.stderr?.on('data', (chunk) => {
      output += chunk
    })
    const timer = timeoutMs > 0 ? setTimeout(() => child.kill('SIGKILL'), timeoutMs) : undefined
    const finish = (code, text) => {
      clearTimeout(timer)
      done({ code, output: text })
    }
    child.on('error', (error) => finish(127, `${output}${error.message}\n`))
    child.on('close', (code, signal) =>
      finish(code ?? 1, signal ? `${output}Stopped by ${signal}.\n` : output),
    )
  })
}

/** npm itself: the one that runs this script, when it was npm that started it. */
export function runNpm(args, options) {
  const [command, ...first] = process.env.npm_execpath?.endsWith('.js')
    ? [process.execPath, process.env.npm_execpath]
    : [process.platform === 'win32' ? 'npm.cmd' : 'npm']
  return run(command, [...first, ...args], options)
}

/** The script behind a package's command, run with this very Node: no shell and no npx in between. */
export function binOf(packageName, command = packageName) {
  const folder = join(root, 'node_modules', packageName)
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return join(folder, typeof bin === 'string' ? bin : bin[command])
}

/**
 * Installs when a package of the lock file is missing or has another version. npm writes its own list
 * (node_modules/.package-lock.json) last, so an aborted install leaves no list and is repeated.
 */
export async function ensureInstalled({ development }) {
  if (isInstalled({ development })) return
  await withBusyFolder('install', async () => {
    if (isInstalled({ development })) return
    console.log('Installing packages (the first time takes about a minute)…')
    const args = ['ci', '--include=dev', '--include=optional', '--prefer-offline', '--no-audit', '--no-fund']
    const { code, output } = await runNpm(args)
    if (code !== 0) {
      throw new SetupError(
        `${output.trim()}\n\nThe packages could not be installed: npm's own words are above.`,
      )
    }
  })
}

function isInstalled({ development }) {
  const wanted = readPackages('package-lock.json')
  const present = readPackages('node_modules/.package-lock.json')
  if (!wanted || !present) return false
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.optional || entry.peer || (entry.dev && !development)) return true
    return present[path]?.version === entry.version
  })
}

function readPackages(file) {
  const path = join(root, file)
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : undefined
}

const sources = ['app', 'db', 'public', 'package.json', 'package-lock.json']
const stampFile = join(root, 'build', 'stamp.json')

export function isBuilt() {
  return readStamp() === hashSources() && existsSync(join(root, 'build/server/index.js'))
}

/**
 * Builds when a source changed. The stamp is removed first and written last, so an interrupted build is never trusted.
 */
export async function ensureBuilt() {
  if (isBuilt()) return
  await withBusyFolder('build', async () => {
    const hash = hashSources()
    if (readStamp() === hash) return
    console.log('Building…')
    rmSync(stampFile, { force: true })
    const { code, output } = await run(
      process.execPath,
      [binOf('@react-router/dev', 'react-router'), 'build'],
      {
        env: { NODE_ENV: 'production' },
      },
    )
    if (code !== 0) throw new SetupError(`${output.trim()}\n\nThe build failed: the reason is above.`)
    writeFileSync(`${stampFile}.new`, JSON.stringify({ hash }))
    renameSync(`${stampFile}.new`, stampFile)
  })
}

function readStamp() {
  return existsSync(stampFile) ? JSON.parse(readFileSync(stampFile, 'utf8')).hash : undefined
}

function hashSources() {
  const hash = createHash('sha256')
  const configs = readdirSync(root).filter((name) =>
    /^(vite|react-router)\.config\.ts$|^tsconfig.*\.json$/.test(name),
  )
  for (const path of [...sources, ...configs]) addToHash(hash, path)
  return hash.digest('hex')
}

function addToHash(hash, path) {
  const full = join(root, path)
  if (!existsSync(full)) return
  if (statSync(full).isDirectory()) {
    for (const name of readdirSync(full).sort()) addToHash(hash, `${path}/${name}`)
  } else if (!/(\.test\.tsx?|\.md)$/.test(path)) {
    hash.update(`${path}\0`).update(readFileSync(full)).update('\0')
  }
}

/** Two starts at once must not install or build over each other; a directory is created by exactly one of them. */
async function withBusyFolder(task, work) {
  const folder = join(root, `.busy-${task}`)
  const ownerFile = join(folder, 'pid')
  let isWaiting = false
  while (!tryMakeFolder(folder)) {
    if (!isAlive(ownerFile)) {
      rmSync(folder, { recursive: true, force: true })
    } else {
      if (!isWaiting) console.log(`Another AppFrames process is busy with the ${task}; waiting for it…`)
      isWaiting = true
      await new Promise((resume) => setTimeout(resume, 250))
    }
  }
  writeFileSync(ownerFile, String(process.pid))
  const release = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', release)
  try {
    await work()
  } finally {
    process.off('exit', release)
    release()
  }
}

function tryMakeFolder(folder) {
  try {
    mkdirSync(folder)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw new SetupError(
      `AppFrames cannot write to its own folder ${root} (${error.code}). Make it writable and try again.`,
    )
  }
}

function isAlive(ownerFile) {
  // Between mkdir and the pid there is a moment without one: a directory younger than two seconds counts as alive.
  try {
    const pid = Number(readFileSync(ownerFile, 'utf8'))
    if (pid > 0) {
      process.kill(pid, 0)
      return true
    }
  } catch (error) {
    if (error.code === 'EPERM') return true
    if (error.code === 'ESRCH') return false
  }
  const folderTime = statSync(dirname(ownerFile), { throwIfNoEntry: false })?.mtimeMs
  return folderTime !== undefined && Date.now() - folderTime < 2000
}
