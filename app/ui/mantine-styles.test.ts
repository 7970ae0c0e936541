import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const stylesheet = readFileSync(join(import.meta.dirname, 'mantine-styles.ts'), 'utf8')

function listComponentsInUse(): string[] {
  const files = readdirSync(join(root, 'app'), { recursive: true, encoding: 'utf8' })
  const names = files
    .filter((file) => file.endsWith('.tsx'))
    .flatMap((file) => {
      const source = readFileSync(join(root, 'app', file), 'utf8')
      return [...source.matchAll(/import \{([^}]*)\} from '@mantine\/core'/g)].flatMap((match) =>
        (match[1] ?? '').split(',').map((name) => name.trim()),
      )
    })
  return [...new Set(names)]
}

test('every Mantine component in use has its stylesheet listed', () => {
  const inUse = listComponentsInUse()
  expect(inUse.length).toBeGreaterThan(5)
  const missing = inUse.filter(
    (name) =>
      existsSync(join(root, 'node_modules/@mantine/core/styles', `${name}.css`)) &&
      !stylesheet.includes(`/styles/${name}.layer.css`),
  )
  expect(missing).toEqual([])
})

test('every listed stylesheet exists', () => {
  const listed = [...stylesheet.matchAll(/^import '(.+)'$/gm)].map((match) => match[1] ?? '')
  expect(listed.length).toBeGreaterThan(20)
  expect(listed.filter((path) => !existsSync(join(root, 'node_modules', path)))).toEqual([])
})
