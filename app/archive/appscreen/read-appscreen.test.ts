import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { CanvasSizeId, ScreenId } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import { parseProject } from '#app/document/model/parse-project.ts'
import type { Screen } from '#app/document/model/schema.ts'
import { createAppscreenBackup } from '#tests/factories/appscreen-backup.ts'
import { convertGradient } from './appscreen-background.ts'
import { readAppscreen } from './read-appscreen.ts'

const options = {
  hash: async (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex'),
  mint: () => crypto.randomUUID(),
  createdAt: '2026-12-01T00:00:00.000Z',
}

async function readGood(text: string) {
  const read = await readAppscreen(text, options)
  if (read.kind !== 'ok') throw new Error(read.message)
  const [project] = read.archive.projects
  if (project === undefined) throw new Error('It has a project.')
  return { ...read, project }
}

describe('a backup of appscreen', () => {
  it('becomes a project: screens, languages, pictures, texts, and what has no counterpart is listed', async () => {
    const { text, englishUrl } = createAppscreenBackup()
    const { project, archive, notes } = await readGood(text)
    expect(parseProject(project).kind).toBe('ok')
    expect(project.name).toBe('Tidewater')
    expect(listOrdered(project.locales).map(({ id }) => id)).toEqual(['en-US', 'de'])
    const screens = listOrdered<ScreenId, Screen>(
      project.screensByCanvasSize['iphone-69' as CanvasSizeId] as Record<ScreenId, Screen>,
    ).map(({ item }) => item)
    expect(screens.map(({ name }) => name)).toEqual(['home', 'Blank Screen'])
    expect(screens[1]).toMatchObject({ background: { type: 'colour', colour: '#224466' }, elements: {} })

    const elements = listOrdered(screens[0]?.elements).map(({ item }) => item)
    expect(elements.map(({ type, name }) => `${type} ${name}`)).toEqual([
      'text Text',
      'frame Device',
      'text Headline',
      'text Line',
      'shape Wave',
    ])
    const [, frame, headline, line] = elements
    const [english, german] = archive.manifest.media
    expect(archive.manifest.media).toHaveLength(2)
    expect(frame).toMatchObject({
      mediaByLocale: { 'en-US': english?.id, de: german?.id },
      rotation: 5,
      device: { bezel: 'thin', corner: 0.1, cutOut: false },
    })
    expect(frame).not.toHaveProperty('shadow')
    // Half the canvas in both directions, in its middle.
    expect(frame?.x).toBeCloseTo(0.25, 2)
    expect(frame?.y).toBeCloseTo((2868 / 1320) * 0.25, 2)
    expect(headline).toMatchObject({
      contentByLocale: { 'en-US': 'Know the \\*tide\\*', de: 'Die Gezeiten kennen' },
      style: { family: 'Poppins', size: 0.1, weight: 700, colour: '#ffee00', lineHeight: 1.1 },
    })
    expect(headline?.y).toBeCloseTo((2868 / 1320) * 0.1)
    expect(line).toMatchObject({
      contentByLocale: { 'en-US': 'Every day' },
      style: { family: 'Inter', colour: '#ffffff80' },
    })
    expect(notes).toEqual([
      '“Tidewater”: not taken was 1 × line under or through a text, 1 × icon, 1 × pop-out.',
    ])
    if (english === undefined) throw new Error('There is a picture.')
    const bytes = await archive.readMedia(english)
    expect(`data:image/png;base64,${Buffer.from(bytes).toString('base64')}`).toBe(englishUrl)
  })

  it('of one project, with a canvas of its own pixels and fields that are absent or wrong, is read as well', async () => {
    const data = {
      screenshots: [{ name: 7, text: null, screenshot: { scale: 'x' }, elements: 'none' }],
      outputDevice: 'custom',
      customWidth: 1200,
      customHeight: 630,
      currentLanguage: 'pt-br',
      projectLanguages: ['pt-br', 'xx', 'en'],
    }
    const { project } = await readGood(
      JSON.stringify({ type: 'appscreen-project-backup', version: 1, name: 'Maré', data }),
    )
    expect(project.name).toBe('Maré')
    expect(Object.keys(project.screensByCanvasSize)).toEqual(['own-1200x630'])
    expect(listOrdered(project.locales).map(({ id }) => id)).toEqual(['pt-BR', 'en-US'])
  })

  it('a name that is too long is cut between two characters', async () => {
    const name = `${'x'.repeat(199)}🌊🌊`
    const element = { type: 'text', name, texts: { en: 'New' }, x: 50, y: 20, width: 10, font: name }
    const emoji = { type: 'emoji', name, emoji: '🌊', x: 50, y: 20, width: 10 }
    const data = { screenshots: [{ name, elements: [element, emoji] }], projectLanguages: ['en'] }
    const { project } = await readGood(
      JSON.stringify({ type: 'appscreen-project-backup', version: 1, name, data }),
    )
    expect(project.name).toBe('x'.repeat(199))
    const stored = JSON.stringify(project)
    expect(stored.split('x'.repeat(199))).toHaveLength(1 + 4)
    expect(stored).not.toMatch(/\\ud83c/)
  })

  it.each([
    ['no JSON', '{'],
    ['another JSON', '{"screenshots": {}}'],
    ['a list', '[]'],
  ])('%s is refused with a sentence', async (_name, text) => {
    expect(await readAppscreen(text, options)).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('It is no backup of appscreen'),
    })
  })

  it('without a screenshot is refused with a sentence', async () => {
    expect(await readAppscreen('{"projects":[{"screenshots":[]}]}', options)).toMatchObject({
      kind: 'refused',
      message: 'It has no project with a screenshot.',
    })
  })
})

describe('a gradient', () => {
  const stops = [
    { color: '#000000', position: 0 },
    { color: '#ffffff', position: 100 },
  ]

  it('keeps the colours that are seen at the edges', () => {
    // From top to bottom; the line is twice as long as the canvas, so that a quarter of it lies outside at either end.
    expect(convertGradient({ angle: 90, stops }, 2)).toEqual({
      angle: 180,
      stops: [
        { offset: 0, colour: '#404040' },
        { offset: 1, colour: '#bfbfbf' },
      ],
    })
    expect(convertGradient({ angle: 0, stops }, 2).angle).toBe(90)
  })
})
