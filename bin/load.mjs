// npm run bench:load: simulated accounts editing; its output is described in
// tests/load/README.md.
import { ensureBuilt, ensureInstalled, exitWith, requireNode, root, SetupError } from './ensure.mjs'

const flags = {
  '--accounts': '50,500',
  '--seconds': '20',
  '--pause-ms': '1000',
  '--processes': '1',
  '--via': 'socket',
  '--idle-streams': '500',
  '--minutes': '0',
  '--knee': 'yes',
  '--beside-hostile': '50',
}

try {
  const options = readOptions(process.argv.slice(2))
  requireNode()
  await ensureInstalled({ development: true })
  await ensureBuilt()
  const { createServer } = await import('vite')
  // Vite reads the TypeScript; it serves nothing.
  const vite = await createServer({
    root,
    configFile: false,
    server: { middlewareMode: true, watch: null, ws: false },
  })
  try {
    const { runLoad } = await vite.ssrLoadModule('/tests/load/load.ts')
    const faults = await runLoad(options)
    for (const fault of faults) console.log(`NOT AS IT MUST BE: ${fault}`)
    process.exitCode = faults.length > 0 ? 1 : 0
  } finally {
    await vite.close()
  }
} catch (error) {
  exitWith(error)
}

function readOptions(args) {
  const values = { ...flags }
  for (let at = 0; at < args.length; at += 2) {
    if (!(args[at] in flags) || args[at + 1] === undefined) {
      throw new SetupError(
        `"${args[at]}" is not understood; there are ${Object.keys(flags).join(', ')}, each with a value.`,
      )
    }
    values[args[at]] = args[at + 1]
  }
  return {
    accounts: values['--accounts'].split(',').map(Number),
    seconds: Number(values['--seconds']),
    pauseMs: Number(values['--pause-ms']),
    processes: Number(values['--processes']),
    protocol: values['--via'],
    findsKnee: values['--knee'] === 'yes',
    idleStreams: values['--via'] !== 'put' ? Number(values['--idle-streams']) : 0,
    soakMinutes: Number(values['--minutes']),
    besideHostile: Number(values['--beside-hostile']),
  }
}
