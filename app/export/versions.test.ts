import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { appVersion, fontVersions, listUsedFonts } from './versions.ts'

const { version, dependencies } = JSON.parse(readFileSync('package.json', 'utf8'))

it('the manifest’s versions are those of package.json', () => {
  expect(appVersion).toBe(version)
  for (const [family, given] of Object.entries(fontVersions)) {
    const name = family.toLowerCase().replaceAll(' ', '-')
    expect(dependencies[`@fontsource-variable/${name}`] ?? dependencies[`@fontsource/${name}`]).toBe(given)
  }
})

it('lists each family once, the one of a script and the user’s own too, and Inter for what is unknown', async () => {
  const needs = [
    { family: 'Manrope', text: '潮の満ち引き', locale: 'ja' },
    { family: 'Manrope', isItalic: true, text: 'Tide' },
    { family: 'Papyrus', text: 'Tide' },
  ]
  expect((await listUsedFonts(needs)).map(({ family }) => family)).toEqual([
    'Inter',
    'Manrope',
    'Noto Sans JP',
  ])
})
