import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser'
import { afterAll, describe, expect, it } from 'vitest'

const config = createRequire(import.meta.url)('../../.ci/dependency-cruiser.cjs') as {
  forbidden: { name: string; comment: string; from: { path?: string } }[]
  options: ICruiseOptions
}

/** A file's path and the paths it imports; `type:` in front makes it a type-only import. */
type Tree = Record<string, string[]>

const planted: string[] = []

async function plantTree(tree: Tree): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'appframes-rules-'))
  planted.push(root)
  await mkdir(join(root, 'db'))
  await mkdir(join(root, 'app'))
  const manifest = {
    imports: { '#app/*': './app/*', '#db/*': './db/*', '#tests/*': './tests/*' },
    dependencies: { react: '1' },
    devDependencies: { vitest: '1' },
  }
  await writeFile(join(root, 'package.json'), JSON.stringify(manifest))
  for (const name of ['react', 'vitest']) await plantPackage(root, name)
  const files = new Map<string, string>()
  for (const [file, targets] of Object.entries(tree)) {
    files.set(file, targets.map(importLine).join('\n') || 'export const here = 1')
    for (const target of targets) {
      const path = target.replace(/^type:/, '').replace(/^#/, '')
      if (target.includes('/') && !files.has(path) && !(path in tree) && !path.startsWith('missing')) {
        files.set(path, 'export const here = 1')
      }
    }
  }
  for (const [file, text] of files) {
    if (file.startsWith('node:')) continue
    await mkdir(dirname(join(root, file)), { recursive: true })
    await writeFile(join(root, file), text)
  }
  return root
}

async function plantPackage(root: string, name: string) {
  const folder = join(root, 'node_modules', name)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name, version: '1.0.0', main: 'main.js' }))
  await writeFile(join(folder, 'main.js'), 'export const here = 1')
}

function importLine(target: string): string {
  const isType = target.startsWith('type:')
  return `import ${isType ? 'type ' : ''}{ here } from '${target.replace(/^type:/, '')}'; export const used${isType ? ': typeof here' : ''} = ${isType ? '1' : 'here'}`
}

async function findViolations(tree: Tree): Promise<string[]> {
  const baseDir = await plantTree(tree)
  const { output } = await cruise(['app', 'db'], {
    ...config.options,
    baseDir,
    ruleSet: { forbidden: config.forbidden } as NonNullable<ICruiseOptions['ruleSet']>,
    validate: true,
  })
  const names = (output as ICruiseResult).summary.violations.map((violation) => violation.rule.name)
  return [...new Set(names)].sort()
}

afterAll(async () => {
  await Promise.all(planted.map((root) => rm(root, { recursive: true, force: true })))
})

/** Every rule, with a planted tree that breaks it. A new rule without a tree here fails the last test. */
const broken: Record<string, Tree> = {
  'arrow-document': { 'app/document/a.ts': ['#app/ui/b.ts'] },
  'arrow-captions': { 'app/captions/a.ts': ['#app/export/b.ts'] },
  'arrow-archive': { 'app/archive/a.ts': ['#app/export/b.ts'] },
  'arrow-cli': { 'app/cli/a.ts': ['#app/client/b.ts'] },
  'arrow-skia': { 'app/skia/a.ts': ['#app/server/b.ts'] },
  'arrow-canvas': { 'app/canvas/a.ts': ['#app/document/b.ts'] },
  'arrow-media-formats': { 'app/media-formats/a.ts': ['#app/media/b.ts'] },
  'arrow-observable': { 'app/observable/a.ts': ['#app/document/b.ts'] },
  'arrow-sync': { 'app/sync/a.ts': ['type:#app/storage/b.ts'] },
  'arrow-worker-pool': { 'app/worker-pool/a.ts': ['#app/media/b.ts'] },
  'arrow-ui': { 'app/ui/a.tsx': ['#app/document/b.ts'] },
  'arrow-storage': { 'app/storage/a.ts': ['#app/sync/engine/b.ts'] },
  'arrow-render': { 'app/render/a.ts': ['#app/editor/b.ts'] },
  'arrow-export': { 'app/export/a.ts': ['#app/editor/b.ts'] },
  'arrow-media': { 'app/media/a.ts': ['#app/storage/b.ts'] },
  'arrow-intake': { 'app/intake/a.ts': ['#app/editor/b.ts'] },
  'arrow-media-library': { 'app/media-library/a.ts': ['#app/storage/b.ts'] },
  'arrow-editor': { 'app/editor/a.ts': ['#app/storage/b.ts'] },
  'arrow-client': { 'app/client/a.ts': ['#app/editor/stage/b.ts'] },
  'arrow-server': { 'app/server/a.server.ts': ['#app/sync/engine/b.ts'] },
  'arrow-db': { 'db/schema.ts': ['#app/server/env.ts'] },
  'arrow-db-types-only': { 'db/schema.ts': ['#app/document/b.ts'] },
  'no-cycles': { 'app/ui/a.ts': ['#app/ui/b.ts'], 'app/ui/b.ts': ['#app/ui/a.ts'] },
  'nobody-imports-pages': { 'app/client/a.ts': ['#app/routes/b.tsx'] },
  'server-files-stay-on-the-server': {
    'app/client/a.ts': ['#app/editor/b.ts'],
    'app/editor/b.ts': ['#app/editor/secret.server.ts'],
  },
  'pure-modules-touch-nothing': { 'app/document/a.ts': ['node:fs'] },
  'product-needs-no-dev-package': { 'app/ui/a.ts': ['vitest'] },
  'product-needs-no-test-code': { 'app/ui/a.ts': ['#tests/fakes/b.ts'] },
  'everything-resolves': { 'app/ui/a.ts': ['./missing.ts'] },
}

describe('the import rules', () => {
  it.each(Object.entries(broken))('reject a planted tree that breaks %s', async (name, tree) => {
    expect(await findViolations(tree)).toContain(name)
  })

  it('keep the files of the server out of every module but server and routes', async () => {
    const entries = await readdir(join(import.meta.dirname, '..', '..', 'app'), { withFileTypes: true })
    const rule = config.forbidden.find(({ name }) => name === 'server-files-stay-on-the-server')
    const isHeld = (name: string) => new RegExp(rule?.from.path ?? '^$').test(`app/${name}/a.ts`)
    const free = entries.filter((entry) => entry.isDirectory() && !isHeld(entry.name)).map(({ name }) => name)
    expect(free.sort()).toEqual(['decisions', 'routes', 'server'])
  })

  it('reject a framework in the pure modules', async () => {
    expect(await findViolations({ 'app/sync/a.ts': ['react'] })).toEqual(['pure-modules-touch-nothing'])
  })

  it('reject root.tsx as an import, not only the files in routes', async () => {
    expect(await findViolations({ 'app/ui/a.tsx': ['#app/root.tsx'] })).toEqual(['nobody-imports-pages'])
  })

  it('accept every arrow of the table', async () => {
    const allowed: Tree = {
      'app/sync/a.ts': ['#app/document/d.ts', '#app/sync/b.ts'],
      'app/media/a.ts': ['#app/document/d.ts', '#app/media-formats/f.ts'],
      'app/intake/a.ts': ['#app/archive/a.ts', '#app/media/m.ts', '#app/ui/u.tsx'],
      'app/media-library/a.tsx': ['#app/media/m.ts', '#app/ui/u.tsx', '#app/observable/o.ts'],
      'app/storage/a.ts': ['#app/document/d.ts', '#app/sync/ports/project-store.ts'],
      'app/render/a.ts': ['#app/document/d.ts'],
      'app/export/a.ts': ['#app/document/d.ts', '#app/render/r.ts'],
      'app/editor/a.ts': ['#app/document/d.ts', '#app/media/m.ts', '#app/ui/u.tsx', 'react'],
      'app/client/a.ts': [
        '#app/document/d.ts',
        '#app/sync/e.ts',
        '#app/storage/s.ts',
        '#app/editor/ports/p.ts',
      ],
      'app/server/a.server.ts': [
        '#app/document/d.ts',
        '#app/sync/protocol/projects.ts',
        '#db/schema.ts',
        'node:fs',
      ],
      'app/routes/a.tsx': ['#app/server/a.server.ts', '#app/client/a.ts', '#app/ui/u.tsx'],
      'app/root.tsx': ['#app/ui/u.tsx'],
      'db/schema.ts': ['type:#app/document/d.ts'],
      'app/ui/u.test.ts': ['vitest', '#tests/fakes/b.ts'],
    }
    expect(await findViolations(allowed)).toEqual([])
  })

  it('are each shown to fail, and each give a reason', () => {
    expect(Object.keys(broken).sort()).toEqual(config.forbidden.map((rule) => rule.name).sort())
    for (const rule of config.forbidden) expect(rule.comment.length, rule.name).toBeGreaterThan(20)
  })
})
