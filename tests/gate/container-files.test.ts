import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { describe, expect, test } from 'vitest'

// Docker may be missing where the tests run; the files' settings can be read all the same.

const read = (path: string) => readFileSync(path, 'utf8')
const dockerfile = read('Dockerfile')
const compose = read('compose.yaml')
const ignored = read('.dockerignore').split('\n')

describe('the Dockerfile', () => {
  const stages = dockerfile.split(/^FROM /m).slice(1)
  const last = stages.at(-1) ?? ''

  test('builds in one stage and ships another, on Node 24, without development packages', () => {
    expect(stages).toHaveLength(3)
    for (const stage of stages) expect(stage).toMatch(/^node:24-/)
    expect(dockerfile).toMatch(/npm ci --omit=dev/)
    expect(last).not.toMatch(/npm |COPY \. /)
  })

  test('runs as a user that is not root, and checks its own health', () => {
    const user = [...last.matchAll(/^USER (\S+)$/gm)].map(([, name]) => name)
    expect(user).toEqual(['node'])
    expect(last.indexOf('USER node')).toBeLessThan(last.indexOf('CMD ['))
    expect(last).toMatch(/^HEALTHCHECK /m)
  })

  test('copies only existing files that .dockerignore lets through', () => {
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, paths = '']) =>
      paths.split(' '),
    )
    expect(copied.length).toBeGreaterThan(4)
    for (const path of copied.filter((candidate) => candidate !== '.')) {
      expect(existsSync(path), path).toBe(true)
      expect(ignored).not.toContain(path)
    }
  })

  test('starts scripts that exist and need nothing but Node and the build', () => {
    const scripts = [...last.matchAll(/"(bin\/[^"]+)"/g)].map(([, path = '']) => path)
    expect(scripts.sort()).toEqual(['bin/check-health.mjs', 'bin/serve.mjs'])
    for (const script of scripts) {
      const imports = [...read(script).matchAll(/from '([^']+)'|import\('([^']+)'\)/g)].map(
        ([, a, b]) => a ?? b,
      )
      for (const name of imports)
        expect(name).toMatch(/^node:|^\.\/ensure\.mjs$|^\.\.\/build\/server\/index\.js$/)
    }
  })

  test('takes no secret and no local data into the image', () => {
    for (const path of ['.env', '.data', '.git', 'node_modules', 'build']) expect(ignored).toContain(path)
  })
})

describe('compose.yaml', () => {
  const [, app = '', db = ''] = /\n {2}app:\n([\s\S]*?)\n {2}db:\n([\s\S]*?)\nvolumes:/.exec(compose) ?? []

  test('publishes the app on this machine alone, and Postgres nowhere', () => {
    expect(app).toMatch(/ports:\n\s+- "127\.0\.0\.1:/)
    expect(db).not.toContain('ports:')
    expect(db).toMatch(/profiles:\n\s+- db\n/)
  })

  test('keeps secrets in a file outside of the repository, and its data in volumes', () => {
    expect(app).toContain('/srv/appframes/.env')
    expect(compose).not.toMatch(/^ *\w*(PASSWORD|SECRET|KEY): *[^\s$]/m)
    for (const volume of ['files', 'database']) expect(compose).toMatch(new RegExp(`^ {2}${volume}:$`, 'm'))
  })

  test('trusts one proxy about the visitor, not every private address', () => {
    expect(app).toMatch(/^ +TRUST_PROXY: \$\{TRUST_PROXY:-1\}$/m)
  })

  test('gives the app longer than a graceful stop takes, and few rights', () => {
    expect(app).toMatch(/stop_grace_period: 1[5-9]s/)
    expect(app).toMatch(/read_only: true[\s\S]*cap_drop:\n\s+- ALL/)
  })
})

test('.env.example sets nothing unless uncommented, and names every variable that the files use', () => {
  const example = read('.env.example')
  expect(parseEnv(example)).toEqual({})
  const named = [...compose.matchAll(/\$\{([A-Z_]+)/g)].map(([, name = '']) => name)
  // Of compose itself: which file, which port.
  const own = ['APPFRAMES_ENV_FILE', 'APP_PORT']
  for (const name of named.filter((candidate) => !own.includes(candidate)))
    expect(example).toContain(`#${name}=`)
  const schema = read('app/server/config/env.server.ts')
  const variables = [...schema.matchAll(/^ {2}([A-Z][A-Z0-9_]+): /gm)].map(([, name = '']) => name)
  expect(variables.length).toBeGreaterThan(20)
  for (const name of variables.filter((candidate) => candidate !== 'HOST'))
    expect(example, name).toContain(`#${name}=`)
})
