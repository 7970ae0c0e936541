// npm run bench: every tests/bench/*.bench.ts|mjs, printed as ratios of one run. `--only export` chooses by file name, `--rounds 3` makes
// it short where a bench has rounds.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt, ensureInstalled, exitWith, requireNode, root, SetupError } from './ensure.mjs'

const folder = join(root, 'tests/bench')

try {
  requireNode()
  await ensureInstalled({ development: true })
  await ensureBuilt()
  process.env.NODE_ENV = 'production'
  await runBenches(process.argv.slice(2))
} catch (error) {
  exitWith(error)
}

async function runBenches(args) {
  const only = args.includes('--only') ? (args[args.indexOf('--only') + 1] ?? '') : ''
  if (args.includes('--rounds')) process.env.BENCH_ROUNDS = args[args.indexOf('--rounds') + 1]
  const files = existsSync(folder)
    ? readdirSync(folder).filter((name) => /\.bench\.(ts|mjs)$/.test(name))
    : []
  const chosen = files.filter((name) => name.includes(only)).sort()
  if (chosen.length === 0) throw new SetupError(`There is no bench ${only} in tests/bench.`)
  const { createServer } = await import('vite')
  const { createHarness } = await import('../tests/bench/harness.mjs')
  // Vite reads the TypeScript of bench files; it serves nothing.
  const vite = await createServer({
    root,
    configFile: false,
    server: { middlewareMode: true, watch: null, ws: false },
  })
  const loadModule = (path) => vite.ssrLoadModule(`/${path}`)
  try {
    for (const file of chosen) {
      const harness = createHarness({ loadModule })
      try {
        const { default: bench } = await loadModule(`tests/bench/${file}`)
        await bench(harness)
      } finally {
        await harness.close()
      }
    }
  } finally {
    await vite.close()
  }
}
