import { createHash } from 'node:crypto'
import { makeZip } from 'client-zip'
import { describe, expect, it } from 'vitest'
import { createSampleProject } from '#app/document/sample/sample-project.ts'
import { png } from '#tests/factories/picture-bytes.ts'
import { createZip, type ZipEntry } from '#tests/factories/zip-bytes.ts'
import type { ByteSource } from './open-zip.ts'
import { planArchive } from './plan-archive.ts'
import { readArchive } from './read-archive.ts'

const id = '11111111-1111-4111-8111-111111111111'
const mediaId = '22222222-2222-4222-8222-222222222222'
let count = 0
const mint = () => {
  count += 1
  return `id-${count}`
}
const project = createSampleProject({ id: id as never, mint })
const picture = png(990, 2151)
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const media = {
  id: mediaId as never,
  sha256: sha256(picture),
  mimeType: 'image/png',
  size: picture.length,
  width: 990,
  height: 2151,
  fileName: 'Home.png',
}
const planned = planArchive({
  createdAt: new Date('2026-12-01T10:00:00Z'),
  projects: [project],
  media: [media],
})

/** The entries of a good archive, with some of them replaced. */
function entriesWith(changes: Record<string, Partial<ZipEntry>> = {}): ZipEntry[] {
  return planned.entries.map((entry) => ({
    name: entry.path,
    bytes: 'text' in entry ? entry.text : picture,
    ...changes[entry.path],
  }))
}

const manifestWith = (change: object) => ({
  'manifest.json': { bytes: JSON.stringify({ ...planned.manifest, ...change }) },
})

function toSource(bytes: Uint8Array): ByteSource {
  return {
    sizeBytes: bytes.length,
    read: async (offset, length) => bytes.subarray(offset, offset + length),
  }
}

const read = (bytes: Uint8Array) => readArchive(toSource(bytes), { hash: async (file) => sha256(file) })

async function readMessage(entries: readonly ZipEntry[]): Promise<string> {
  const result = await read(createZip(entries))
  return result.kind === 'refused' ? result.message : result.kind
}

describe('a good archive', () => {
  it('returns what was archived, written by another program too', async () => {
    const stored = entriesWith()
    const streamed = makeZip(
      stored.map(({ name, bytes }) => ({ name, input: bytes, lastModified: new Date(0) })),
    )
    const files = [
      createZip(stored),
      createZip(stored.map((entry) => ({ ...entry, isDeflated: true }))),
      createZip([{ name: 'media/', bytes: '' }, ...stored, { name: 'notes.txt', bytes: 'mine' }]),
      new Uint8Array(await new Response(streamed).arrayBuffer()),
    ]
    for (const file of files) {
      const result = await read(file)
      if (result.kind !== 'ok') throw new Error(JSON.stringify(result))
      expect(result.archive.projects).toEqual([project])
      const [entry] = result.archive.manifest.media
      expect(entry && (await result.archive.readMedia(entry))).toEqual(picture)
    }
  })

  it('keeps fields of the manifest that it does not know, when it is written again', async () => {
    const change = { tool: 'other', media: [{ ...planned.manifest.media[0], note: 'kept' }] }
    const result = await read(createZip(entriesWith(manifestWith(change))))
    if (result.kind !== 'ok') throw new Error(JSON.stringify(result))
    const { manifest } = planArchive({
      createdAt: new Date('2026-12-02T10:00:00Z'),
      projects: result.archive.projects,
      media: [media],
      before: result.archive.manifest,
    })
    expect(manifest).toMatchObject({
      tool: 'other',
      media: [{ note: 'kept' }],
      createdAt: '2026-12-02T10:00:00.000Z',
    })
  })

  it('stops when it is cancelled', async () => {
    const result = await readArchive(toSource(createZip(entriesWith())), {
      hash: async (file) => sha256(file),
      signal: { aborted: true },
    })
    expect(result.kind).toBe('cancelled')
  })
})

describe('a file that is no archive is refused with a sentence', () => {
  it('of another kind', async () => {
    expect(await read(new Uint8Array(0))).toMatchObject({
      message: expect.stringContaining('not a ZIP file'),
    })
    expect(await read(picture)).toMatchObject({ message: expect.stringContaining('not a ZIP file') })
    expect(await readMessage([{ name: 'home.png', bytes: picture }])).toContain('without a manifest.json')
    expect(await readMessage(entriesWith(manifestWith({ format: 'zip' })))).toContain('another program')
  })

  it('cut short at any place', async () => {
    const whole = createZip(entriesWith())
    for (const share of [0.01, 0.3, 0.6, 0.95, 0.999]) {
      const result = await read(whole.subarray(0, Math.floor(whole.length * share)))
      expect(result).toMatchObject({
        kind: 'refused',
        message: expect.stringContaining('Its end is missing'),
      })
    }
  })

  it('of a newer format or with a newer project', async () => {
    expect(await readMessage(entriesWith(manifestWith({ version: 2 })))).toContain(
      'newer version of AppFrames',
    )
    const bytes = JSON.stringify({ name: 'Later', data: { schemaVersion: 99 } })
    expect(await readMessage(entriesWith({ [`projects/${id}.json`]: { bytes } }))).toContain('newer version')
  })

  it('with a project or a manifest that is no valid JSON or no project', async () => {
    const path = `projects/${id}.json`
    expect(await readMessage(entriesWith({ [path]: { bytes: '{"name":' } }))).toContain('not valid JSON')
    expect(await readMessage(entriesWith({ [path]: { bytes: '[]' } }))).toContain('must have a name and data')
    expect(
      await readMessage(entriesWith({ [path]: { bytes: new Uint8Array([0x22, 0xff, 0x22]) } })),
    ).toContain('UTF-8')
    const data = { schemaVersion: 1, screensByCanvasSize: { 'iphone-69': { a: { id: 7 } } } }
    expect(
      await readMessage(entriesWith({ [path]: { bytes: JSON.stringify({ name: 'A', data }) } })),
    ).toContain('is damaged: screensByCanvasSize.iphone-69.a')
    expect(await readMessage(entriesWith({ [path]: { bytes: `${'['.repeat(90_000)}` } }))).toContain(
      '64 levels',
    )
    expect(await readMessage(entriesWith({ 'manifest.json': { bytes: '{' } }))).toContain('manifest.json')
    expect(await readMessage(entriesWith(manifestWith({ media: [{}] })))).toContain('not valid: media.0.')
  })
})

describe('a hostile archive is refused with a sentence', () => {
  it('with a file that is not the one it was', async () => {
    const bytes = Uint8Array.from(picture, (byte, at) => (at === 60 ? byte ^ 1 : byte))
    expect(await readMessage(entriesWith({ [`media/${mediaId}.png`]: { bytes } }))).toContain(
      'SHA-256 differs',
    )
    const longer = new Uint8Array([...picture, 0])
    expect(await readMessage(entriesWith({ [`media/${mediaId}.png`]: { bytes: longer } }))).toContain('bytes')
    expect(await readMessage(entriesWith().slice(0, -1))).toContain('which is not in it')
  })

  it.each([
    '../evil.json',
    '/etc/passwd',
    'C:/evil',
    'a\\..\\..\\evil',
    'media/../../evil',
    '\\\\host\\evil',
  ])('with the name %s', async (name) => {
    expect(await readMessage([...entriesWith(), { name, bytes: 'x' }])).toContain('leads out of the archive')
  })

  it('with two entries of one name', async () => {
    const [first] = entriesWith()
    expect(await readMessage([...entriesWith(), first as ZipEntry])).toContain('two entries of the name')
    expect(await readMessage([...entriesWith(), { name: 'MANIFEST.json', bytes: '{}' }])).toContain(
      'two entries',
    )
    const twice = { media: [planned.manifest.media[0], planned.manifest.media[0]] }
    expect(await readMessage(entriesWith(manifestWith(twice)))).toContain('twice')
  })

  it('with 100,000 entries', async () => {
    const many = Array.from({ length: 50_001 }, (_, index) => ({ name: `media/${index}`, bytes: '' }))
    expect(await readMessage(many)).toContain('more than 50,000 entries')
  })

  it('that unpacks to far more than it is', async () => {
    const path = `media/${mediaId}.png`
    const zeros = { bytes: new Uint8Array(20_000_000), isDeflated: true }
    const claim = manifestWith({ media: [{ ...planned.manifest.media[0], size: 20_000_000 }] })
    expect(await readMessage(entriesWith({ ...claim, [path]: zeros }))).toContain('which no real file does')
    const huge = manifestWith({ media: [{ ...planned.manifest.media[0], size: 3_000_000_000 }] })
    expect(
      await readMessage(entriesWith({ ...huge, [path]: { ...zeros, claimedSize: 3_000_000_000 } })),
    ).toContain('unpacks to 3 GB; at most 100 MB')
    // It claims to be small.
    const liar = { ...zeros, claimedSize: picture.length }
    expect(await readMessage(entriesWith({ [path]: liar }))).toContain('is damaged')
  })

  it('with a password, and with entries that share their bytes', async () => {
    const path = `media/${mediaId}.png`
    expect(await readMessage(entriesWith({ [path]: { isEncrypted: true } }))).toContain('password')
    const other = { ...planned.manifest.media[0], id: '3', path: 'media/3.png' }
    const both = manifestWith({ media: [planned.manifest.media[0], other] })
    expect(
      await readMessage([...entriesWith(both), { name: 'media/3.png', bytes: picture, sharesBytesOf: 2 }]),
    ).toMatch(/shares its bytes|altered|damaged/)
  })
})
