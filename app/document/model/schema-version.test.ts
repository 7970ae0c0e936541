import { describe, expect, test } from 'vitest'
import { type Migrations, migrateProjectData, migrations } from './migrate.ts'
import { parseProject } from './parse-project.ts'
import {
  isCurrentVersion,
  LINKED_SCHEMA_VERSION,
  PLAIN_SCHEMA_VERSION,
  readableVersions,
  SCHEMA_VERSION,
} from './schema-version.ts'

const id = '0d6f3c55-1c52-4c3b-9c65-3f5f2b8a7a10'
const masterId = '2f0f3a57-6f6f-4b63-9a7b-3b0c0f7a9a11'
const linkedId = '2f0f3a57-6f6f-4b63-9a7b-3b0c0f7a9a12'
const elementId = '2f0f3a57-6f6f-4b63-9a7b-3b0c0f7a9a13'
const text = {
  type: 'text',
  name: 'Headline',
  order: 'a0',
  x: 0.1,
  y: 0.2,
  width: 0.8,
  height: 0.2,
  rotation: 0,
  opacity: 1,
  visible: true,
  locked: false,
  contentByLocale: { 'en-US': 'Know the tide' },
  style: {
    family: 'Inter',
    size: 0.1,
    weight: 700,
    colour: '#112233',
    align: 'center',
    lineHeight: 1.1,
    letterSpacing: 0,
  },
}
const master = {
  id: masterId,
  order: 'a0',
  name: 'Home',
  orientation: 'portrait',
  background: { type: 'colour', colour: '#ffffff' },
  elements: { [elementId]: text },
}
const linked = {
  id: linkedId,
  linkedTo: { canvasSizeId: 'iphone-69', screenId: masterId },
  overrides: { name: 'Home', elements: { [elementId]: { x: 0.2 } } },
}
/** As the builds of these versions stored them: never edited, so that a change of the schema shows here. */
const stored: Readonly<Record<number, unknown>> = {
  1: {
    id,
    name: 'Tides',
    schemaVersion: 1,
    screensByCanvasSize: { 'iphone-69': { [masterId]: master } },
    locales: { 'en-US': { order: 'a0' } },
  },
  2: {
    id,
    name: 'Tides',
    schemaVersion: 2,
    screensByCanvasSize: { 'iphone-69': { [masterId]: master }, 'ipad-13': { [linkedId]: linked } },
    locales: { 'en-US': { order: 'a0' } },
  },
}

const listVersionsBefore = (first: number) => Array.from({ length: first - 1 }, (_, index) => index + 1)
const listMissing = (first: number, steps: Migrations) =>
  listVersionsBefore(first).filter((version) => steps[version] === undefined)

describe('the versions of a document', () => {
  test('follow each other without a gap to the newest, and a document is written in one of them', () => {
    const [first] = readableVersions
    expect(readableVersions).toEqual(readableVersions.map((_, index) => first + index))
    expect(readableVersions.at(-1)).toBe(SCHEMA_VERSION)
    expect([PLAIN_SCHEMA_VERSION, LINKED_SCHEMA_VERSION].every(isCurrentVersion)).toBe(true)
    expect([first - 1, SCHEMA_VERSION + 1, '1', undefined].some(isCurrentVersion)).toBe(false)
  })

  test('have a stored document each, which this build reads', () => {
    const versions = [...listVersionsBefore(readableVersions[0]), ...readableVersions]
    expect(Object.keys(stored).map(Number)).toEqual(versions)
    for (const version of versions) expect(parseProject(stored[version])).toMatchObject({ kind: 'ok' })
  })

  test('have a step each where they are older than what is read as it is', () => {
    expect(listMissing(readableVersions[0], migrations)).toEqual([])
    // A version 3 that changes what was there needs a step from 1 too.
    expect(listMissing(3, { 2: (raw) => raw })).toEqual([1])
  })
})

test('a document is migrated through every version to a newer one, and what is unknown stays as it is', () => {
  const steps: Migrations = {
    1: (raw) => ({ ...raw, schemaVersion: 2 }),
    2: ({ name, ...raw }) => ({ ...raw, title: name, schemaVersion: 3 }),
  }
  for (const version of [1, 2])
    expect(migrateProjectData(stored[version], steps)).toMatchObject({ title: 'Tides', schemaVersion: 3 })
  for (const raw of [{ schemaVersion: 4 }, { schemaVersion: '1' }, [], null, 'x'])
    expect(migrateProjectData(raw, steps)).toBe(raw)
})
