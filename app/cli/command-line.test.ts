import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { PNG } from 'pngjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fontFamilyOf } from '#app/document/model/font-media.ts'
import type { MediaId } from '#app/document/model/ids.ts'
import type { Project, Screen } from '#app/document/model/schema.ts'
import { createCaptureFile } from '#tests/factories/capture-file.ts'
import { createFontFile } from '#tests/factories/font-file.ts'
import { createFixedSample, writeSampleArchive } from '#tests/factories/sample-archive.ts'
import { hashBytes } from './archive-file.ts'
import { main } from './main.ts'
import type { Terminal } from './terminal.ts'

const bin = resolve('bin/appframes.mjs')
let folder: string
let sample: string

type Run = { code: number | null; out: string; messages: string }

/** In this process: for commands that register no fonts, which other tests would see. */
async function runHere(
  args: readonly string[],
  input = '',
  { openBrowserPage }: Pick<Terminal, 'openBrowserPage'> = {},
): Promise<Run> {
  let [out, messages] = ['', '']
  const code = await main(args, {
    openBrowserPage,
    out: (text) => {
      out += text
    },
    say: (text) => {
      messages += `${text}\n`
    },
    readInput: async () => Buffer.from(input),
    folder,
  })
  return { code, out, messages }
}

/** As a user does. */
function run(args: readonly string[]): Promise<Run> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [bin, ...args], { cwd: folder })
    let [out, messages] = ['', '']
    child.stdout.on('data', (chunk) => {
      out += chunk
    })
    child.stderr.on('data', (chunk) => {
      messages += chunk
    })
    child.on('error', fail)
    child.on('close', (code) => done({ code, out, messages }))
    child.stdin.end()
  })
}

const listTree = async (root: string): Promise<string[]> =>
  (await readdir(join(folder, root), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, root).length + 1))
    .sort()

/** Makes the first file that an interrupted export knows larger than its slot takes. */
async function padFirst(root: string) {
  const place = join(folder, root, '.appframes-export.json')
  const made = JSON.parse(await readFile(place, 'utf8'))
  const [path = ''] = Object.keys(made)
  const bytes = Buffer.concat([await readFile(join(folder, root, path)), Buffer.alloc(8_000_000)])
  await writeFile(join(folder, root, path), bytes)
  made[path].sha256 = hashBytes(bytes)
  await writeFile(place, JSON.stringify(made))
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'appframes-cli-'))
  sample = join(folder, 'sample.appframes')
  await writeSampleArchive(sample)
})

afterAll(() => rm(folder, { recursive: true, force: true }))

describe('list and check', () => {
  it('list names sizes, languages, screens and devices, for people and for programs', async () => {
    const listed = await run(['list', 'sample.appframes'])
    expect(listed).toMatchObject({ code: 0, messages: '' })
    expect(listed.out).toMatch(
      /languages {2}en-US, de-DE\n {2}size {7}iphone-69 .*\n {4}screen {3}1 {2}Today/,
    )
    const { projects } = JSON.parse((await runHere(['list', 'sample.appframes', '--json'])).out)
    expect(projects[0].sizes[0].screens[1]).toEqual({
      number: 2,
      name: 'Week',
      widthPx: 1320,
      heightPx: 2868,
    })
    expect(projects[0].devices).toContainEqual({ id: 'iphone-69', name: 'iPhone 6.9"' })
  })

  it('check says nothing about a good project, and names what a store would refuse', async () => {
    expect(await run(['check', 'sample.appframes'])).toEqual({ code: 0, out: '', messages: '' })
    const project = createFixedSample()
    const screens = Object.entries(project.screensByCanvasSize['iphone-69' as never] ?? {})
    const many = Array.from({ length: 11 }, (_, index) => [
      `s${index}`,
      { ...(screens[0]?.[1] as object), id: `s${index}`, order: `a${String(index).padStart(2, '0')}` },
    ])
    const screensByCanvasSize = { ...project.screensByCanvasSize, 'iphone-69': Object.fromEntries(many) }
    await writeSampleArchive(join(folder, 'eleven.appframes'), [{ ...project, screensByCanvasSize } as never])
    const { code, messages } = await run(['check', 'eleven.appframes'])
    expect(code).toBe(1)
    expect(messages).toMatch(/^error: .*11/)
    const { errors, findings } = JSON.parse((await run(['check', 'eleven.appframes', '--json'])).out)
    expect(errors).toBeGreaterThan(0)
    expect(findings[0]).toMatchObject({ level: 'error', kind: 'too-many', group: 'store', locales: [] })
  })

  it('check measures each language as the browser does, and says where a fault is', async () => {
    const project = JSON.parse(JSON.stringify(createFixedSample()), (_key, value: unknown) =>
      value === 'Die Gezeiten\nauf einen Blick' ? 'Donaudampfschifffahrt '.repeat(60) : value,
    ) as Project
    const [[screenId, screen] = ['', undefined]] = Object.entries(
      project.screensByCanvasSize['iphone-69' as never] ?? {},
    ) as [string, Screen][]
    const headline = Object.entries(screen?.elements ?? {}).find(
      ([, element]) =>
        element.type === 'text' && Object.values(element.contentByLocale).join().includes('Donau'),
    )
    await writeSampleArchive(join(folder, 'long.appframes'), [project])
    const checked = await run(['check', 'long.appframes', '--sizes', 'iphone-69', '--json'])
    expect(checked.code).toBe(0)
    const { findings } = JSON.parse(checked.out)
    expect(findings).toContainEqual({
      level: 'warning',
      screen: 'Screen 1 “Today” · de-DE',
      message: '“Donaudampfschifffahrt Donaudampfschifff…” reaches beyond the picture and is cut off.',
      kind: 'outside',
      group: 'layout',
      at: { size: 'iphone-69', screen: 1, screenId, elementId: headline?.[0], locale: 'de-DE' },
      locales: ['de-DE'],
    })
  })
})

describe('export', () => {
  it('writes exact, opaque files in the folders of the layout, with equal bytes each time', async () => {
    const choice = ['sample.appframes', '--sizes', 'iphone-69', '--screens', '1,3', '--locales', 'de-DE']
    const first = await run(['export', ...choice, '--out', 'one', '--layout', 'display-type', '--json'])
    expect(first).toMatchObject({ code: 0, messages: '' })
    expect(await listTree('one')).toEqual([
      'de-DE/APP_IPHONE_67/01_today.png',
      'de-DE/APP_IPHONE_67/03_spots.png',
    ])
    const bytes = await readFile(join(folder, 'one/de-DE/APP_IPHONE_67/01_today.png'))
    const { width, height } = PNG.sync.read(bytes)
    expect([width, height, bytes[24], bytes[25]]).toEqual([1320, 2868, 8, 2])
    const second = await run(['export', ...choice, '--out', 'two', '--layout', 'display-type', '--json'])
    expect(second.out).toBe(first.out)
    expect(await runHere(['diff', 'one', 'two'])).toEqual({ code: 0, out: '', messages: '' })
  })

  it.each([
    ['deliver', 'fastlane/screenshots/en-US/iphone69-01-today.png', 10],
    ['supply', 'fastlane/metadata/android/en-US/images/phoneScreenshots/01.png', 10],
    ['gpp', 'src/main/play/listings/en-US/graphics/phone-screenshots/01.png', 10],
    ['plain', 'en-US/iphone69/01-today.png', 20],
    ['fastlane', 'fastlane/screenshots/en-US/iphone69-01-today.png', 20],
  ])('plans the layout %s without writing a file', async (layout, path, count) => {
    const { code, out } = await runHere([
      'export',
      'sample.appframes',
      '--out',
      'dry',
      '--layout',
      layout,
      '--dry-run',
    ])
    expect(code).toBe(0)
    expect(out.trim().split('\n')).toHaveLength(count)
    expect(out).toContain(`${path}\n`)
    await expect(readdir(join(folder, 'dry'))).rejects.toThrow(/ENOENT/)
  })

  it('writes JPEG where it is asked for', async () => {
    const choice = ['--sizes', 'play-phone', '--screens', '1', '--locales', 'en-US', '--format', 'jpeg']
    expect(
      (await run(['export', 'sample.appframes', '--out', 'jpeg', '--layout', 'gpp', ...choice])).code,
    ).toBe(0)
    const [path = ''] = await listTree('jpeg')
    expect(path).toBe('src/main/play/listings/en-US/graphics/phone-screenshots/01.jpg')
    expect([...(await readFile(join(folder, 'jpeg', path))).subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff])
  })

  it('names pictures that the project does not have any more, and removes them where that is asked for', async () => {
    const old = 'src/main/play/listings/fr-FR/graphics/phone-screenshots/01.png'
    await mkdir(dirname(join(folder, 'pruned', old)), { recursive: true })
    await writeFile(join(folder, 'pruned', old), 'old')
    const choice = ['--sizes', 'play-phone', '--screens', '1', '--locales', 'en-US', '--layout', 'gpp']
    const planned = await runHere([
      ...['export', 'sample.appframes', '--out', 'pruned', ...choice],
      ...['--dry-run', '--prune', '--json'],
    ])
    expect(planned.code).toBe(0)
    expect(planned.messages).toContain(`${old} is left over`)
    expect(JSON.parse(planned.out).leftOver).toEqual([old])
    const made = await run([
      'export',
      'sample.appframes',
      '--out',
      'pruned',
      ...choice,
      '--prune',
      '--json',
      '--manifest',
    ])
    expect(made).toMatchObject({ code: 0, messages: '' })
    expect(JSON.parse(made.out)).toMatchObject({ leftOver: [], removed: [old] })
    const path = 'src/main/play/listings/en-US/graphics/phone-screenshots/01.png'
    expect(await listTree('pruned')).toEqual(['appframes-export.json', path])
  })

  it('ends with 3, not 2, when something fails after pictures may have been written', async () => {
    const choice = ['sample.appframes', '--engine', 'chromium', '--out', 'crash', '--screens', '1']
    const crash = { draw: () => Promise.reject(new Error('Target closed')), close: async () => undefined }
    const stopped = await runHere(['export', ...choice, '--json'], '', { openBrowserPage: async () => crash })
    expect(stopped.code).toBe(3)
    expect(stopped.messages).toContain('The drawing stopped: Target closed')
    expect(JSON.parse(stopped.out).files[0]).toMatchObject({ error: expect.stringContaining('not drawn') })
  })

  it('names what cannot be made, makes the rest, and goes on from there the next time', async () => {
    const project = createFixedSample()
    const emptied = JSON.parse(JSON.stringify(project)) as typeof project
    const [, second] = Object.values(emptied.screensByCanvasSize['iphone-69' as never] ?? {}) as never as {
      elements: Record<string, { type: string; mediaByLocale?: object }>
    }[]
    for (const element of Object.values(second?.elements ?? {}))
      if (element.type === 'frame') element.mediaByLocale = {}
    await writeSampleArchive(join(folder, 'gap.appframes'), [emptied])
    const choice = [
      'gap.appframes',
      '--out',
      'gap',
      '--sizes',
      'iphone-69',
      '--locales',
      'en-US',
      '--screens',
      '1,2',
    ]
    const partial = await run(['export', ...choice, '--json'])
    expect(partial.code).toBe(3)
    expect(partial.messages).toContain('iphone69-02-week.png was not made: A device has no capture yet.')
    expect((await listTree('gap')).filter((path) => path.endsWith('.png'))).toHaveLength(1)

    await writeSampleArchive(join(folder, 'gap.appframes'), [project])
    await padFirst('gap')
    await mkdir(join(folder, 'gap/appframes-export.json'))
    const resumed = await run(['export', ...choice, '--manifest', '--json'])
    await rm(join(folder, 'gap/appframes-export.json'), { recursive: true })
    expect(resumed.code).toBe(3)
    expect(resumed.messages).toMatch(/-today\.png: The file is \d+(\.\d)? MB; the store takes 8 MB/)
    expect(resumed.messages).toContain('The manifest was not written')
    expect(JSON.parse(resumed.out).files.map((file: { resumed: boolean }) => file.resumed)).toEqual([
      true,
      false,
    ])
    expect(await listTree('gap')).toEqual([
      'fastlane/screenshots/en-US/iphone69-01-today.png',
      'fastlane/screenshots/en-US/iphone69-02-week.png',
    ])
  })
})

it.each([
  [['exprt', 'sample.appframes'], 'Did you mean “export”?'],
  [['list', 'nowhere.appframes'], 'there is no such file'],
  [['list', '.'], 'is a folder'],
  [['list'], 'The .appframes file is missing.'],
  [['list', 'sample.appframes', '--jsn'], 'Did you mean --json?'],
  [['export', 'sample.appframes'], '--out DIR is missing'],
  [['export', 'sample.appframes', '--out', 'bad', '--sizes', 'iphone69'], 'Did you mean “iphone-69”?'],
  [['export', 'sample.appframes', '--out', 'bad', '--locales', 'de'], 'Did you mean “de-DE”?'],
  [['export', 'sample.appframes', '--out', 'bad', '--screens', '9'], 'There is no screen 9'],
  [['export', 'sample.appframes', '--out', 'bad', '--layout', 'suply'], 'Did you mean “supply”?'],
  [
    ['export', 'sample.appframes', '--out', 'bad', '--layout', 'gpp', '--sizes', 'iphone-69'],
    'is for Google Play',
  ],
  [['captions', 'pul', 'sample.appframes', '--format', 'csv'], 'Did you mean “pull”?'],
  [['captions', 'push', 'sample.appframes', '--format', 'csv', '--locales', 'de'], 'mean --add-locales?'],
  [['captions', 'pull', 'sample.appframes', '--format', 'csv', '--json'], 'There is no option --json.'],
  [['captions', 'pull', 'sample.appframes', '--format', 'csv', '--from', 'a'], 'There is no option --from.'],
  [
    ['captions', 'push', 'sample.appframes', '--format', 'csv', '--empty', 'drop'],
    'There are: keep, remove.',
  ],
  [['new', '.', '--template', 'harbor'], 'Did you mean “harbour”?'],
  [['diff', 'nowhere', '.'], 'is not a folder'],
])('appframes %j ends with 2 and a sentence, and writes nothing', async (args, sentence) => {
  const { code, out, messages } = await runHere(args)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(messages).toContain(sentence)
  await expect(readdir(join(folder, 'bad'))).rejects.toThrow(/ENOENT/)
})

it('a damaged archive is refused with a sentence', async () => {
  const whole = await readFile(sample)
  await writeFile(join(folder, 'cut.appframes'), whole.subarray(0, whole.length / 2))
  const { code, messages } = await runHere(['export', 'cut.appframes', '--out', 'cut'])
  expect(code).toBe(2)
  expect(messages).toContain('“cut.appframes” cannot be used. Its end is missing')
})

describe('captions', () => {
  it.each(['csv', 'json', 'xcstrings'])('%s goes out, is translated and comes back', async (format) => {
    const path = `captions-${format}.appframes`
    await writeSampleArchive(join(folder, path))
    const pulled = await runHere(['captions', 'pull', path, '--format', format])
    expect(pulled).toMatchObject({ code: 0, messages: '' })
    const untouched = await readFile(join(folder, path))
    expect(await runHere(['captions', 'push', path, '--format', format], pulled.out)).toMatchObject({
      code: 0,
    })
    expect(await readFile(join(folder, path))).toEqual(untouched)

    const edited = pulled.out.replaceAll('Wasserstände für jede Bucht', 'Ebbe „Flut“ & mehr 🌊')
    expect(edited).not.toBe(pulled.out)
    await writeFile(join(folder, `back.${format}`), edited)
    const pushed = await runHere([
      'captions',
      'push',
      path,
      '--format',
      format,
      '--from',
      `back.${format}`,
      '--json',
    ])
    expect(pushed.code).toBe(0)
    expect(JSON.parse(pushed.out)).toMatchObject({ changed: 2, new: 0, removed: 0, unknownRows: [] })
    expect((await runHere(['captions', 'pull', path, '--format', format])).out).toBe(edited)
  })

  it('a string catalogue that is there keeps what else is in it; one that is broken is left alone', async () => {
    const catalogue = `{
  "sourceLanguage" : "en",
  "strings" : {
    "%lld boats" : {
      "comment" : "Kept",
      "localizations" : { "de" : { "variations" : { "plural" : { "one" : { "stringUnit" : { "state" : "translated", "value" : "Ein Boot" } } } } } }
    }
  },
  "version" : "1.0"
}
`
    await writeFile(join(folder, 'App.xcstrings'), catalogue)
    const pull = ['captions', 'pull', 'sample.appframes', '--format', 'xcstrings', '--out', 'App.xcstrings']
    expect(await runHere(pull)).toEqual({ code: 0, out: '', messages: '' })
    const written = await readFile(join(folder, 'App.xcstrings'), 'utf8')
    expect(written.startsWith(catalogue.slice(0, catalogue.indexOf('\n  },\n  "version"')))).toBe(true)
    expect(Object.keys(JSON.parse(written).strings).length).toBeGreaterThan(5)
    expect(written).not.toContain('"en-US"')
    expect(await runHere(pull)).toMatchObject({ code: 0 })
    expect(await readFile(join(folder, 'App.xcstrings'), 'utf8')).toBe(written)

    await writeFile(join(folder, 'App.xcstrings'), catalogue.slice(0, -5))
    const refused = await runHere(pull)
    expect(refused).toMatchObject({ code: 2, messages: expect.stringContaining('no string catalogue') })
    expect(await readFile(join(folder, 'App.xcstrings'), 'utf8')).toBe(catalogue.slice(0, -5))
  })

  it('an empty cell removes a translation where that is asked for; a dry run prints the plan', async () => {
    await writeSampleArchive(join(folder, 'empty.appframes'))
    const untouched = await readFile(join(folder, 'empty.appframes'))
    const { out } = await runHere(['captions', 'pull', 'empty.appframes', '--format', 'csv'])
    const csv = out.replaceAll('Wasserstände für jede Bucht', '')
    const push = ['captions', 'push', 'empty.appframes', '--format', 'csv']
    expect(await runHere([...push, '--dry-run'], csv)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^\d+ the same\n$/),
    })
    const planned = await runHere([...push, '--empty', 'remove', '--dry-run'], csv)
    expect(planned.out).toMatch(/^removed {2}de-DE {2}.*: "Wasserstände für jede Bucht" → –\n/)
    expect(await readFile(join(folder, 'empty.appframes'))).toEqual(untouched)
    const removed = await runHere([...push, '--empty', 'remove', '--json'], csv)
    expect(JSON.parse(removed.out)).toMatchObject({ removed: 2, texts: [{ kind: 'removed' }, {}] })
    expect(JSON.parse(removed.out).texts[0]).not.toHaveProperty('after')
  })

  it('names what the project does not have, and takes the rest', async () => {
    const csv = 'key,en-US,fr-FR\nno-such-caption,Hello,Bonjour\n'
    const { code, messages } = await runHere(['captions', 'push', 'sample.appframes', '--format', 'csv'], csv)
    expect(code).toBe(3)
    expect(messages).toContain('the project has no caption “no-such-caption”')
    expect(messages).toContain('--add-locales fr-FR')
  })
})

async function writeCaptures(root: string, paths: readonly string[], [widthPx, heightPx] = [1320, 2868]) {
  for (const [index, path] of paths.entries()) {
    await mkdir(dirname(join(folder, root, path)), { recursive: true })
    const { buffer } = createCaptureFile(path, widthPx ?? 0, heightPx ?? 0, [20 * index, 90, 140])
    await writeFile(join(folder, root, path), path.endsWith('.txt') ? 'words' : buffer)
  }
}

describe('captures and new', () => {
  it('puts captures into the screens that their paths name', async () => {
    const path = 'captures.appframes'
    await writeSampleArchive(join(folder, path))
    await writeCaptures('shots', ['de-DE/10.png', 'de-DE/2.png', '01-home.de.png', 'notes.txt'])
    const untouched = await readFile(join(folder, path))
    const planned = await runHere(['captures', path, 'shots', '--dry-run'])
    expect(planned.out).toBe(
      '01-home.de.png → iphone-69, de-DE, screen 1\nde-DE/2.png → iphone-69, de-DE, screen 2\nde-DE/10.png → iphone-69, de-DE, screen 6 (new)\n',
    )
    expect(await readFile(join(folder, path))).toEqual(untouched)
    const { code, out, messages } = await runHere(['captures', path, 'shots', '--json'])
    expect(code).toBe(3)
    expect(messages).toBe('notes.txt was left out: It is not a PNG, JPEG, WebP or GIF picture.\n')
    const placed = JSON.parse(out).placed.map((one: object) => Object.values(one).slice(0, 5))
    expect(placed).toEqual([
      ['01-home.de.png', 'iphone-69', 'de-DE', 1, false],
      ['de-DE/2.png', 'iphone-69', 'de-DE', 2, false],
      ['de-DE/10.png', 'iphone-69', 'de-DE', 6, true],
    ])
    const listed = JSON.parse((await runHere(['list', path, '--json'])).out)
    expect(listed.media).toBe(8)
    expect(listed.projects[0].sizes[0].screens).toHaveLength(6)
  })

  it('a capture without a place makes the result partial, a framed copy does not', async () => {
    await writeSampleArchive(join(folder, 'doubles.appframes'))
    await writeCaptures('framed', ['de-DE/2.png', 'de-DE/2_framed.png'])
    const framed = await runHere(['captures', 'doubles.appframes', 'framed'])
    expect(framed).toMatchObject({ code: 0, messages: expect.stringContaining('without a frame') })
    await writeCaptures('twice', ['de-DE/2.png', 'de/2.png'])
    const twice = await runHere(['captures', 'doubles.appframes', 'twice'])
    expect(twice).toMatchObject({ code: 3, messages: expect.stringContaining('goes to the same place') })
  })

  it('makes a designed project of a folder, which the export takes; the same folder gives the same file', async () => {
    await writeCaptures('app', ['en-US/1.png', 'en-US/2.png', 'de-DE/1.png', 'de-DE/2.png'])
    process.env.SOURCE_DATE_EPOCH = '1764583200'
    const made = await run(['new', 'app', '--template', 'harbour', '--out', 'app.appframes'])
    await run(['new', 'app', '--template', 'harbour', '--out', 'again.appframes'])
    delete process.env.SOURCE_DATE_EPOCH
    expect(made).toEqual({ code: 0, out: '', messages: '' })
    expect(await readFile(join(folder, 'again.appframes'))).toEqual(
      await readFile(join(folder, 'app.appframes')),
    )
    await writeFile(join(folder, 'again.appframes'), 'mine')
    const refused = await runHere(['new', 'app', '--template', 'harbour', '--out', 'again.appframes'])
    expect(refused).toMatchObject({ code: 2, messages: expect.stringContaining('is there already') })
    expect(await readFile(join(folder, 'again.appframes'), 'utf8')).toBe('mine')
    const forced = await run(['new', 'app', '--template', 'harbour', '--out', 'again.appframes', '--force'])
    expect(forced).toMatchObject({ code: 0, messages: '' })
    const exported = await run(['export', 'app.appframes', '--out', 'app-out', '--layout', 'plain'])
    expect(exported).toEqual({ code: 0, out: '', messages: '' })
    expect(await listTree('app-out')).toHaveLength(4)
  })
})

it('diff names new, removed, moved and changed pictures', async () => {
  await writeCaptures('before', ['a.png', 'b.png', 'c.png', 'd.png'], [66, 143])
  await writeCaptures('after', ['a.png', 'x/b.png', 'c.png'], [66, 143])
  await writeFile(join(folder, 'after/c.png'), createCaptureFile('c.png', 66, 143, [1, 2, 3]).buffer)
  await writeFile(join(folder, 'after/e.png'), createCaptureFile('e.png', 66, 143, [9, 9, 9]).buffer)
  const { code, out } = await runHere(['diff', 'before', 'after'])
  expect(code).toBe(1)
  expect(out).toBe(
    'changed  c.png (100.0 % of the pixels differ)\nremoved  d.png\nnew      e.png\nmoved    x/b.png (was b.png)\n',
  )
  expect(JSON.parse((await runHere(['diff', 'before', 'after', '--json'])).out)).toMatchObject({ same: 1 })
})

describe('a font of the user’s own', () => {
  const id = 'c0ffee00-0000-4000-8000-000000000001' as MediaId
  const fonts = [{ id, fileName: 'acme.ttf', bytes: createFontFile({ family: 'Acme', signs: 'abc' }) }]
  /** Every text says `abc` in the font, whose letters are squares. */
  const project = JSON.parse(JSON.stringify(createFixedSample()), (key, value: unknown) => {
    if (key === 'family') return fontFamilyOf(id)
    return key === 'contentByLocale' ? { 'en-US': 'abc' } : value
  }) as Project
  const choice = ['--sizes', 'iphone-69', '--locales', 'en-US', '--screens', '1']

  it('in the file draws the texts, and check has nothing to say of it', async () => {
    await writeSampleArchive(join(folder, 'own.appframes'), [project], { fonts })
    const exported = await run(['export', 'own.appframes', '--out', 'own', '--layout', 'plain', ...choice])
    expect(exported).toMatchObject({ code: 0 })
    const [path = ''] = await listTree('own')
    const { width, height, data } = PNG.sync.read(await readFile(join(folder, 'own', path)))
    let longest = 0
    for (let y = 0; y < height * 0.3; y += 10) {
      let length = 0
      for (let x = 0; x < width; x++) {
        const at = (y * width + x) * 4
        const isInk = [58, 29, 18].every((value, channel) => Math.abs((data[at + channel] ?? 0) - value) < 8)
        length = isInk ? length + 1 : 0
        longest = Math.max(longest, length)
      }
    }
    // Three squares of the headline's size, a little closed up.
    expect(longest).toBeGreaterThan(300)
    expect((await run(['check', 'own.appframes', ...choice])).messages).not.toContain('font')
  })

  it('that is not in the file is named, and nothing is drawn without it', async () => {
    await writeSampleArchive(join(folder, 'without.appframes'), [
      { ...project, mediaNames: { [id]: 'acme.ttf' } },
    ])
    const checked = await run(['check', 'without.appframes', ...choice])
    expect(checked.code).toBe(1)
    expect(checked.messages).toContain('The font acme.ttf is not on this device')
    const exported = await run(['export', 'without.appframes', '--out', 'without', ...choice])
    expect(exported.code).toBe(3)
    expect(exported.messages).toContain('The font acme.ttf is not on this device')
  })
})
