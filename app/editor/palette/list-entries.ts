import { sortCanvasSizeIds } from '#app/document/catalogue/canvas-sizes.ts'
import { listDevices } from '#app/document/catalogue/devices.ts'
import { layouts } from '#app/document/layouts/layout-table.ts'
import type { CanvasSizeId, ElementId, Locale, ScreenId } from '#app/document/model/ids.ts'
import { nameLocale } from '#app/document/model/name-locale.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Element, Screen } from '#app/document/model/schema.ts'
import { templateSets } from '#app/document/template-sets/template-set-list.ts'
import { fontFamilies } from '#app/render/fonts.ts'
import { chooseDevice } from '../actions/choose-device.ts'
import { listSelected } from '../actions/element-actions.ts'
import { chooseFont } from '../actions/font-actions.ts'
import { insertText } from '../actions/insert-text.ts'
import { chooseLayout } from '../actions/layout-actions.ts'
import { nameSize } from '../actions/name-size.ts'
import { showScreen } from '../actions/screen-actions.ts'
import { chooseStoredTemplate, chooseTemplateSet } from '../actions/template-actions.ts'
import { runCopy, runPaste } from '../clipboard/run-clipboard.ts'
import type { OwnFont } from '../controls/use-own-fonts.ts'
import { createCanRun } from '../interaction/can-run.ts'
import type { CommandHost } from '../interaction/command-host.ts'
import { focusOnStage, focusPanel } from '../interaction/focus-part.ts'
import { type EditorCommand, keyTable } from '../interaction/key-table.ts'
import { runCommand } from '../interaction/run-command.ts'
import type { OwnTemplate } from '../ports/templates.ts'
import { describeElement } from '../state/describe-element.ts'
import type { EditorController } from '../state/editor-controller.ts'
import type { PanelName } from '../state/selection-state.ts'
import type { Searchable } from './rank-entries.ts'

export type PaletteEntry = Searchable & {
  readonly id: string
  /** Of the key table. */
  readonly keys?: string | undefined
  readonly run: () => void
}

type PaletteOptions = {
  host: CommandHost
  ownFonts: readonly OwnFont[]
  ownTemplates: readonly OwnTemplate[]
}

/** Everything the palette offers now: what would do nothing is left out. */
export function listEntries(
  editor: EditorController,
  { host, ownFonts, ownTemplates }: PaletteOptions,
): readonly PaletteEntry[] {
  const mayEdit = !editor.readOnly && editor.findCurrentScreen() !== undefined
  return [
    ...listCommands(editor, host),
    ...listPanels(host),
    ...listScreens(editor),
    ...listLayers(editor),
    ...listViews(editor),
    ...(mayEdit
      ? [...listChoices(editor), ...listOwnTemplates(editor, ownTemplates), ...listFonts(editor, ownFonts)]
      : []),
  ]
}

const notInPalette = new Set<EditorCommand>([
  'palette',
  'context-menu',
  'nudge',
  'nudge-far',
  'pan',
  'rename',
  'move-in-list',
  'next-part',
  'previous-part',
  'save',
])

function listCommands(editor: EditorController, host: CommandHost): PaletteEntry[] {
  const canRun = createCanRun(editor)
  return keyTable
    .filter(({ command }) => !notInPalette.has(command) && canRun(command))
    .map(({ command, label, keys }) => ({
      id: `command ${command}`,
      label,
      group: 'Commands',
      keys: keys[0],
      run: () => {
        if (command === 'cut' || command === 'copy') runCopy(command)
        else if (command === 'paste') void runPaste()
        else runCommand(editor, command, host)
      },
    }))
}

const panels: ReadonlyArray<readonly [PanelName, string]> = [
  ['layers', 'Screens and layers'],
  ['devices', 'Devices'],
  ['text', 'Text and shapes'],
  ['background', 'Background'],
  ['media', 'Media'],
  ['templates', 'Templates'],
  ['history', 'History'],
]

const listPanels = (host: CommandHost): PaletteEntry[] =>
  panels.map(([panel, label]) => ({
    id: `panel ${panel}`,
    label: `Panel: ${label}`,
    group: 'Panels',
    run: () => {
      host.showPanel(panel)
      focusPanel(panel)
    },
  }))

function listRow({ session, ui }: EditorController) {
  return listOrdered<ScreenId, Screen>(session.getProject().screensByCanvasSize[ui.get().canvasSizeId])
}

const listScreens = (editor: EditorController): PaletteEntry[] =>
  listRow(editor).map(({ id, item }, at) => ({
    id: `screen ${id}`,
    label: `Screen ${at + 1}: ${item.name}`,
    group: 'Screens',
    run: () => {
      showScreen(editor, id)
      focusOnStage()
    },
  }))

const listLayers = (editor: EditorController): PaletteEntry[] =>
  listRow(editor).flatMap(({ id: screenId, item: screen }, at) =>
    [...listOrdered<ElementId, Element>(screen.elements)].reverse().map(({ id, item }) => ({
      id: `layer ${screenId} ${id}`,
      label: describeElement(item, editor.ui.get().locale),
      detail: `Screen ${at + 1}${item.name === '' ? '' : ` · ${item.name}`}`,
      group: 'Layers',
      run: () => {
        showScreen(editor, screenId)
        editor.selectElements(screenId, [id])
        focusOnStage(id)
      },
    })),
  )

function listViews(editor: EditorController): PaletteEntry[] {
  const project = editor.session.getProject()
  const sizes = sortCanvasSizeIds(Object.keys(project.screensByCanvasSize))
  const locales = listOrdered(project.locales).map(({ id }) => id as Locale)
  return [
    ...sizes.map((size) => ({
      id: `size ${size}`,
      label: `Size: ${nameSize(size)}`,
      group: 'Sizes and languages',
      run: () => editor.selectSize(size as CanvasSizeId),
    })),
    ...locales.map((locale) => ({
      id: `language ${locale}`,
      label: `Language: ${nameLocale(locale)}`,
      group: 'Sizes and languages',
      run: () => editor.selectLocale(locale),
    })),
  ]
}

function listChoices(editor: EditorController): PaletteEntry[] {
  const changesDevice = listSelected(editor).some(({ type }) => type === 'frame')
  return [
    ...layouts.map((layout) => ({
      id: `layout ${layout.id}`,
      label: `Layout: ${layout.name}`,
      group: 'Layouts',
      run: () => chooseLayout(editor, layout),
    })),
    ...listDevices().map(({ id, name }) => ({
      id: `device ${id}`,
      label: name,
      detail: changesDevice ? 'Change the device' : 'Add to the screen',
      group: 'Devices',
      run: () => chooseDevice(editor, id),
    })),
    ...templateSets.map((set) => ({
      id: `template ${set.id}`,
      label: `Template: ${set.name}`,
      detail: 'Apply to all screens',
      group: 'Templates',
      run: () => chooseTemplateSet(editor, set),
    })),
  ]
}

const listOwnTemplates = (editor: EditorController, templates: readonly OwnTemplate[]): PaletteEntry[] =>
  templates.map(({ id, name }) => ({
    id: `template ${id}`,
    label: `Template: ${name}`,
    detail: 'Your own, apply to all screens',
    group: 'Templates',
    run: () => void chooseStoredTemplate(editor, id),
  }))

function listFonts(editor: EditorController, ownFonts: readonly OwnFont[]): PaletteEntry[] {
  const hasText = listSelected(editor).some(({ type }) => type === 'text')
  const choose = (family: string, label: string) => {
    const style = { name: 'Text', caption: 'Your words', size: 1, style: { family } }
    if (!hasText) return insertText(editor, 'Add text', style)
    return chooseFont(editor, family, `Change font to ${label}`)
  }
  const bundled = fontFamilies.map(({ name }): OwnFont => ({ family: name, label: name }))
  return [...ownFonts, ...bundled].map(({ family, label }) => ({
    id: `font ${family}`,
    label: `Font: ${label}`,
    detail: hasText ? 'Use for the selected text' : 'Add a text in it',
    group: 'Fonts',
    run: () => choose(family, label),
  }))
}
