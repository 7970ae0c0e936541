#!/usr/bin/env node
// npx appframes: the command line of app/cli. Bundled at the first use and again when a source has changed.
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureInstalled, exitWith, requireNode, root } from './ensure.mjs'

try {
  requireNode()
  const folder = await ensureBundle('cli', 'bundleCli')
  const { run } = await import(pathToFileURL(join(folder, 'run.js')).href)
  await run(process.argv.slice(2), openBrowserPage)
} catch (error) {
  exitWith(error)
}

/** Only for `--engine chromium`: the page is bundled as the command line is. */
async function openBrowserPage(files) {
  const { openDrawingPage } = await import('./drawing-page.mjs')
  return openDrawingPage(await ensureBundle('cli-page', 'bundlePage'), files)
}

/** The folder of a bundle that is as its sources are. */
async function ensureBundle(name, bundler) {
  const folder = join(root, 'build', name)
  if (isBundled(folder)) return folder
  if (!existsSync(join(root, 'node_modules', 'vite'))) await ensureInstalled({ development: true })
  const bundlers = await import('./bundle-for-node.mjs')
  const part = `${folder}.${process.pid}`
  const paths = await bundlers[bundler](root, part)
  const inputs = [...new Set([...paths, 'package-lock.json', 'bin/bundle-for-node.mjs'])].map((path) => {
    const { mtimeMs, size } = statSync(join(root, path))
    return [path, mtimeMs, size]
  })
  writeFileSync(join(part, 'inputs.json'), JSON.stringify(inputs))
  // Another run was faster: its programs may be loading parts of it.
  if (isBundled(folder)) {
    rmSync(part, { recursive: true, force: true })
    return folder
  }
  rmSync(folder, { recursive: true, force: true })
  renameSync(part, folder)
  return folder
}

/** Every source is as it was when the bundle was made: the lock file stands for the packages. */
function isBundled(folder) {
  const listFile = join(folder, 'inputs.json')
  if (!existsSync(listFile)) return false
  const inputs = JSON.parse(readFileSync(listFile, 'utf8'))
  return inputs.every(([path, mtimeMs, size]) => {
    const found = statSync(join(root, path), { throwIfNoEntry: false })
    return found?.mtimeMs === mtimeMs && found.size === size
  })
}
