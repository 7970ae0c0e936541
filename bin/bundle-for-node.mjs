import { join, relative } from 'node:path'
import { build } from 'vite'

/**
 * Bundles app/cli for Node as `run.js`, and its drawing process as `drawing-process.js`. Returns the paths of its sources, from `root`.
 *
 * @param {string} root
 * @param {string} outDir
 */
export const bundleCli = (root, outDir) =>
  bundleForNode(root, {
    input: { run: 'app/cli/run.ts', 'drawing-process': 'app/skia/drawing-process.ts' },
    outDir,
    emptyOutDir: true,
  })

/**
 * Bundles the program of the server's drawing process (decision 0031) as `drawing-process.js`.
 *
 * @param {string} root
 * @param {string} outDir
 */
export const bundleDrawingProcess = (root, outDir) =>
  bundleForNode(root, {
    input: { 'drawing-process': 'app/skia/drawing-process.ts' },
    outDir,
    emptyOutDir: false,
  })

/** Packages in JavaScript alone are bundled: finding and reading their many files takes longer than running them. */
async function bundleForNode(root, { input, outDir, emptyOutDir }) {
  const inputs = []
  await build({
    root,
    configFile: false,
    envDir: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [findFontFiles(), listInputs(root, inputs)],
    ssr: { noExternal: true, external: ['@napi-rs/canvas'] },
    build: {
      outDir,
      emptyOutDir,
      ssr: true,
      target: 'node20',
      minify: false,
      rollupOptions: { input, output: { entryFileNames: '[name].js' } },
    },
  })
  return inputs
}

/**
 * Bundles the page of `--engine chromium`. Returns the paths of its sources, from `root`.
 *
 * @param {string} root
 * @param {string} outDir
 */
export async function bundlePage(root, outDir) {
  const inputs = []
  await build({
    root,
    configFile: false,
    envDir: false,
    logLevel: 'warn',
    publicDir: false,
    base: '/',
    plugins: [listInputs(root, inputs)],
    worker: { format: 'es', plugins: () => [listInputs(root, inputs)] },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2023',
      modulePreload: false,
      rollupOptions: {
        input: join(root, 'app/cli/chromium-page.ts'),
        output: { entryFileNames: 'page.js' },
      },
    },
  })
  return inputs
}

/** `….woff2?url` is a path on the disk, found when the program runs: a clone may be moved. */
function findFontFiles() {
  return {
    name: 'find-font-files',
    enforce: 'pre',
    resolveId(id) {
      // A table of many files names them by their path.
      const name = /^(?:.*\/node_modules\/)?(.+\.woff2)\?url(?:&no-inline)?$/.exec(id)?.[1]
      return name === undefined ? undefined : `\0font:${name}`
    },
    load: (id) =>
      id.startsWith('\0font:')
        ? `import { createRequire } from 'node:module'
export default createRequire(import.meta.url).resolve(${JSON.stringify(id.slice('\0font:'.length))})`
        : undefined,
  }
}

function listInputs(root, inputs) {
  return {
    name: 'list-inputs',
    buildEnd() {
      for (const id of this.getModuleIds())
        if (id.startsWith(root) && !id.includes('node_modules')) inputs.push(relative(root, id))
    },
  }
}
