import 'fake-indexeddb/auto'
import { createCanvas } from '@napi-rs/canvas'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createProjectSession } from '#app/client/session/project-session.ts'
import type { CanvasSizeId, Locale, ProjectId } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import { createSampleProject } from '#app/document/sample/sample-project.ts'
import { insertLocale, placeLocale, takeLocaleAway } from '#app/editor/actions/locale-actions.ts'
import { addSize, removeSize } from '#app/editor/actions/size-actions.ts'
import { createCanRun } from '#app/editor/interaction/can-run.ts'
import type { CommandHost } from '#app/editor/interaction/command-host.ts'
import { type EditorCommand, keyTable } from '#app/editor/interaction/key-table.ts'
import { runCommand } from '#app/editor/interaction/run-command.ts'
import { createEditorController, type EditorController } from '#app/editor/state/editor-controller.ts'
import { createIdbProjectStore } from '#app/storage/open-projects.ts'
import { noMedia } from '#tests/factories/no-media.ts'
import { createVirtualTime } from '#tests/fakes/virtual-time.ts'

beforeEach(() => {
  // What actions ask of a page: where the focus is, frames, and a canvas to measure text on.
  const page = { activeElement: null, body: null, querySelector: () => null }
  const window = new EventTarget()
  vi.stubGlobal('window', window)
  const clipboard = createClipboard(window)
  vi.stubGlobal('navigator', { platform: 'Linux', clipboard })
  const { execCommand } = clipboard
  vi.stubGlobal('document', {
    ...page,
    execCommand,
    createElement: () => createCanvas(1, 1),
    querySelectorAll: () => [],
  })
  vi.stubGlobal('requestAnimationFrame', () => 0)
  vi.stubGlobal('HTMLElement', class {})
  // The same ids in every run: equal places are ordered by id.
  let minted = 0
  const mintId = () => `00000000-0000-4000-8000-${String(++minted).padStart(12, '0')}` as const
  vi.spyOn(crypto, 'randomUUID').mockImplementation(mintId)
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

/** The system's clipboard as a browser offers it. */
function createClipboard(window: EventTarget) {
  const held = new Map<string, string>()
  const setData = (type: string, text: string) => void held.set(type, text)
  return {
    execCommand: () => window.dispatchEvent(Object.assign(new Event('copy'), { clipboardData: { setData } })),
    read: async () => [
      {
        types: [...held.keys()],
        getType: async (type: string) => ({ text: async () => held.get(type) ?? '' }),
      },
    ],
  }
}

/** Those of the clipboard are events of the browser, and undo is what is tested. */
const commands = [
  ...new Set(keyTable.flatMap(({ command, servedElsewhere }) => (servedElsewhere ? [] : [command]))),
].filter((command) => command !== 'undo' && command !== 'redo')

const host: CommandHost = {
  showKeys: () => undefined,
  showPalette: () => undefined,
  showPreview: () => undefined,
  showExport: () => undefined,
  showPanel: () => undefined,
  setTheme: () => undefined,
}

type Step =
  | { kind: 'command'; command: EditorCommand }
  /** Some elements of a screen become the selection; with others of the next one. */
  | { kind: 'select'; screen: number; mask: number; also: boolean }
  | { kind: 'choose'; mask: number }
  | { kind: 'size' | 'locale'; change: 'add' | 'remove' | 'show'; at: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('command'), command: fc.constantFrom(...commands) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('select'),
      screen: fc.nat(5),
      mask: fc.nat(31),
      also: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('choose'), mask: fc.nat(31) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('size', 'locale'),
      change: fc.constantFrom('add', 'remove', 'show'),
      at: fc.nat(5),
    }),
  },
)

/** One needs the other: seldom met by chance. */
const pair = fc
  .constantFrom<EditorCommand[][]>(['group', 'ungroup'], ['copy-style', 'paste-style'])
  .map((both) => both.map((command): Step => ({ kind: 'command', command })))

const walk = fc
  .array(fc.oneof({ weight: 12, arbitrary: step.map((each) => [each]) }, { weight: 1, arbitrary: pair }), {
    minLength: 4,
    maxLength: 24,
  })
  .map((parts) => parts.flat())

const sizes = ['iphone-69', 'ipad-13', 'play-phone', 'mac', 'watch-s10'].map((id) => id as CanvasSizeId)
const locales = ['en-US', 'de-DE', 'ar-SA', 'ja'].map((tag) => tag as Locale)

async function openEditor() {
  let count = 0
  const project = createSampleProject({
    id: crypto.randomUUID() as ProjectId,
    mint: () => `id-${++count}`,
  })
  const store = await createIdbProjectStore({ databaseName: `undo:${crypto.randomUUID()}` })
  await store.create(project, 0)
  const loaded = await store.load(project.id)
  if (loaded.kind !== 'ok') throw new Error('The project was not stored.')
  const session = createProjectSession({
    project: loaded.project,
    at: loaded.at,
    tabId: 'tab',
    mintId: () => crypto.randomUUID(),
    store,
    media: noMedia,
    openExports: () => Promise.reject(new Error('Nothing is exported here.')),
    time: createVirtualTime().time,
    random: () => 1,
    onCommitted: () => undefined,
    onFault: (error) => {
      throw error
    },
  })
  return { session, editor: createEditorController(session) }
}

async function take(editor: EditorController, each: Step): Promise<void> {
  const { canvasSizeId, screenId } = editor.ui.get()
  const project = editor.session.getProject()
  const screens = listOrdered(project.screensByCanvasSize[canvasSizeId])
  switch (each.kind) {
    case 'command':
      if (!createCanRun(editor)(each.command)) return
      runCommand(editor, each.command, host)
      await vi.dynamicImportSettled()
      // What the clipboard holds is read in microtasks.
      await new Promise((resolve) => setImmediate(resolve))
      return
    case 'select': {
      const pick = (at: number) => {
        const screen = screens[at % screens.length]
        const ids = listOrdered(screen?.item.elements).map(({ id }) => id)
        return { screen, ids: ids.filter((_, index) => (each.mask >> index) % 2 === 1) }
      }
      const [own, other] = [pick(each.screen), pick(each.screen + 1)]
      if (own.screen === undefined || other.screen === undefined) return
      const isOther = each.also && other.screen.id !== own.screen.id && other.ids.length > 0
      const also = isOther ? [{ screenId: other.screen.id, elementIds: other.ids }] : []
      return editor.selectElements(own.screen.id, own.ids, also)
    }
    case 'choose':
      if (screenId === undefined) return
      return editor.chooseScreens(screens.filter((_, at) => (each.mask >> at) % 2 === 1).map(({ id }) => id))
    case 'size': {
      const id = sizes[each.at % sizes.length] ?? canvasSizeId
      const isThere = project.screensByCanvasSize[id] !== undefined
      if (each.change === 'add' && !isThere) addSize(editor, id)
      if (each.change === 'remove' && isThere) removeSize(editor, id)
      if (each.change === 'show' && isThere) editor.selectSize(id)
      return
    }
    case 'locale': {
      const id = locales[each.at % locales.length] ?? editor.ui.get().locale
      const listed = listOrdered(project.locales).map((entry) => entry.id)
      const isThere = listed.some((entry) => entry === id)
      if (each.change === 'add') insertLocale(editor, id)
      if (each.change === 'remove' && isThere && listed.length > 1) takeLocaleAway(editor, id)
      if (each.change === 'show' && isThere) placeLocale(editor, id, 0)
      return
    }
  }
}

/** What is selected and how far it is zoomed is no part of what undo restores. */
function readContent({ view: _view, ...content }: ProjectDocument): object {
  return content
}

test('undo of any commands, in any order, restores each earlier document exactly, and redo the later ones', async () => {
  const used = new Set<string>()
  await fc.assert(
    fc.asyncProperty(walk, async (steps) => {
      const { session, editor } = await openEditor()
      const seen = [session.getDocument()]
      for (const each of steps) {
        await take(editor, each)
        const now = session.getDocument()
        const before = seen.at(-1)
        if (before !== undefined && JSON.stringify(readContent(now)) === JSON.stringify(readContent(before)))
          continue
        seen.push(now)
        used.add(each.kind === 'command' ? each.command : each.kind)
      }
      for (const earlier of seen.slice(0, -1).reverse()) {
        session.undo()
        expect(readContent(session.getDocument())).toEqual(readContent(earlier))
      }
      expect(session.history.get().undoLabel).toBeUndefined()
      for (const later of seen.slice(1)) {
        session.redo()
        expect(readContent(session.getDocument())).toEqual(readContent(later))
      }
      await session.flush()
      editor.close()
    }),
    { seed: 20_261_201, numRuns: Number(process.env.NIGHTLY === '1' ? 1500 : 60) },
  )
  // Most commands that change a document were among them.
  expect([...used].sort()).toEqual(
    expect.arrayContaining([
      'align-left',
      'background-everywhere',
      'delete',
      'delete-screen',
      'duplicate',
      'duplicate-screen',
      'front',
      'group',
      'hide',
      'locale',
      'lock',
      'paste-style',
      'screen-later',
      'size',
      'turn-screen',
      'ungroup',
    ]),
  )
})
