import { describe, expect, test } from 'vitest'
import { addCanvasSize } from '../edits/add-canvas-size.ts'
import { addScreen } from '../edits/add-screen.ts'
import { createProject } from '../edits/create-project.ts'
import type { CanvasSizeId, Locale, ProjectId, ScreenId } from '../model/ids.ts'
import type { Project } from '../model/schema.ts'
import { applyChange } from './apply-change.ts'
import { describeConflictPlace, describePath, describeValue } from './describe-path.ts'

const size = 'iphone-69'
const locale = 'en-US' as Locale

function createTwoScreens(): Project {
  const mint = createMint()
  const project = createProject({ id: 'p' as ProjectId, name: 'Weather', locale, mint })
  const screenId = 'second' as ScreenId
  return addScreen(project, { canvasSizeId: size as CanvasSizeId, screenId, locale, mint })
}

function createMint() {
  let count = 0
  return () => {
    count += 1
    return `id${count}`
  }
}

const project = createTwoScreens()
const secondScreen = project.screensByCanvasSize[size as CanvasSizeId]?.['second' as ScreenId]
const [captionId = ''] =
  Object.entries(secondScreen?.elements ?? {}).find(([, element]) => element.type === 'text') ?? []
const caption = ['screensByCanvasSize', size, 'second', 'elements', captionId]

describe('describePath', () => {
  test.each([
    [['name'], 'Project name'],
    [['screensByCanvasSize', size, 'second'], 'Screen 2'],
    [['screensByCanvasSize', size, 'second', 'background', 'colour'], 'Background of screen 2'],
    [['screensByCanvasSize', size, 'second', 'order'], 'Place of screen 2'],
    [caption, 'Caption on screen 2'],
    [[...caption, 'contentByLocale', 'en-US'], 'Caption on screen 2'],
    [[...caption, 'x'], 'Horizontal position of Caption on screen 2'],
    [[...caption, 'style', 'size'], 'Text size of Caption on screen 2'],
    [[...caption, 'style', 'shadow', 'blur'], 'Text style of Caption on screen 2'],
    [['screensByCanvasSize', size, 'gone', 'name'], 'Name of a screen that is gone'],
    [['futureField', 'inside'], 'Future field'],
    [['locales', 'de-DE'], 'Language German (Germany)'],
    [['locales', 'not a tag'], 'Language not a tag'],
  ])('names %j as %s', (path, text) => {
    expect(describePath(path, [project])).toBe(text)
  })

  test('names the language and the size where there is more than one', () => {
    const german = applyChange(project, {
      label: '',
      ops: [{ op: 'insert', path: ['locales', 'de-DE'], value: { order: 'b0' } }],
    })
    expect(describePath([...caption, 'contentByLocale', 'de-DE'], [german])).toBe(
      'Caption on screen 2 in German (Germany)',
    )
    const wide = addCanvasSize(project, {
      canvasSizeId: 'ipad-13' as CanvasSizeId,
      copyFrom: size as CanvasSizeId,
      locale,
      mint: createMint(),
    })
    expect(describePath(['screensByCanvasSize', size, 'second'], [wide])).toBe('Screen 2 (iPhone 6.9")')
  })

  test('finds the name of something deleted here in the other documents, or in the record itself', () => {
    const empty = { ...project, screensByCanvasSize: {} }
    expect(describePath(caption, [empty, project])).toBe('Caption on screen 2')
    const conflict = { path: caption, kept: { type: 'text', name: 'Slogan' }, lostSide: 'later' } as const
    expect(describeConflictPlace(conflict, [empty])).toBe('Slogan on a screen that is gone')
    expect(describeConflictPlace({ path: ['name'], kept: 'A', lostSide: 'earlier' }, [project])).toBe(
      'Project name',
    )
  })
})

describe('describeValue', () => {
  test.each([
    [['name'], 'Fast', '“Fast”'],
    [[...caption, 'x'], 0.125, '12.5 %'],
    [[...caption, 'rotation'], 45, '45°'],
    [[...caption, 'visible'], false, 'hidden'],
    [[...caption, 'style', 'colour'], '#ffffff', '#ffffff'],
    [caption, undefined, 'deleted'],
    [[...caption, 'style', 'pill'], undefined, 'none'],
    [['screensByCanvasSize', size, 'second', 'background'], { type: 'linear' }, 'a gradient'],
    [[...caption, 'order'], 'a1', 'another place'],
  ] as const)('at %j describes %j as %s', (path, value, text) => {
    expect(describeValue(path, value, [project])).toBe(text)
  })
})
