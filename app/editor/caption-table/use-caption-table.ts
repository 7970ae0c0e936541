import { useEffect, useMemo, useRef, useState } from 'react'
import { type Caption, getCaptionText, listCaptions, listProjectLocales } from '#app/captions/captions.ts'
import { sortCanvasSizeIds } from '#app/document/catalogue/canvas-sizes.ts'
import type { CanvasSizeId, Locale } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { useEditor, useProject } from '../state/use-editor.ts'
import { type CellText, setCells } from './caption-cell.ts'
import {
  clampSelection,
  type GridPlace,
  type GridRange,
  type GridSelection,
  type GridSize,
  getRange,
  selectCell,
} from './grid-selection.ts'

export type SizeChoice = CanvasSizeId | 'all'

/** The text being typed. It keeps its caption, so that a row that moves meanwhile changes nothing. */
export type CellEditing = {
  caption: Caption
  locale: Locale
  before: string
  draft: string
  /** By a finger: Enter makes a new line, because such a keyboard has no other key for it. */
  isByTouch: boolean
}

export type CaptionTable = {
  project: Project
  captions: readonly Caption[]
  locales: readonly Locale[]
  source: Locale
  size: GridSize
  sizeChoice: SizeChoice
  sizeIds: readonly CanvasSizeId[]
  selection: GridSelection
  range: GridRange
  editing: CellEditing | undefined
  readOnly: boolean
  chooseSize(choice: SizeChoice): void
  select(selection: GridSelection): void
  findText(place: GridPlace): string | undefined
  startEditing(options?: { text?: string; isByTouch?: boolean }): void
  setDraft(draft: string): void
  commitEditing(): void
  cancelEditing(): void
  /** One undoable step. */
  write(label: string, texts: readonly (GridPlace & { text: string })[]): void
  writeTexts(label: string, texts: readonly CellText[]): void
}

/** The captions of the project as a table, what is selected in it and what is being typed. */
export function useCaptionTable(): CaptionTable {
  const editor = useEditor()
  const project = useProject((whole) => whole)
  const [sizeChoice, setSizeChoice] = useState<SizeChoice>(() => editor.ui.get().canvasSizeId)
  const [selected, setSelected] = useState(() => selectCell({ row: 0, column: findColumn(editor) }))
  const { editing, ...typing } = useCellEditing(editor)

  // A linked size without texts of its own has no captions.
  const sizeIds = useMemo(() => {
    const named = new Set(listCaptions(project).map(({ canvasSizeId }) => canvasSizeId))
    return sortCanvasSizeIds(named)
  }, [project])
  const shownSizeId = sizeIds.find((id) => id === sizeChoice)
  const captions = useMemo(
    () => listCaptions(project, shownSizeId === undefined ? undefined : [shownSizeId]),
    [project, shownSizeId],
  )
  const listed = useMemo(() => listProjectLocales(project), [project])
  const source = listed[0] ?? editor.ui.get().locale
  const locales = listed.length === 0 ? [source] : listed
  const size = { rows: captions.length, columns: locales.length }
  const selection = clampSelection(selected, size)

  const findCell = ({ row, column }: GridPlace) => {
    const [caption, locale] = [captions[row], locales[column]]
    return caption === undefined || locale === undefined ? undefined : { caption, locale }
  }
  const writeTexts = (label: string, texts: readonly CellText[]) =>
    editor.edit(label, (current) => setCells(current, texts, source))

  return {
    ...{ project, captions, locales, source, size, sizeIds, selection, editing },
    sizeChoice: shownSizeId ?? 'all',
    range: getRange(selection),
    readOnly: editor.readOnly,
    chooseSize(choice) {
      typing.commitEditing()
      setSizeChoice(choice)
    },
    select(next) {
      typing.commitEditing()
      setSelected(clampSelection(next, size))
    },
    findText(place) {
      const cell = findCell(place)
      return cell === undefined ? undefined : getCaptionText(cell.caption, cell.locale)
    },
    startEditing({ text, isByTouch = false } = {}) {
      const cell = findCell(selection.focus)
      if (cell === undefined || editor.readOnly) return
      const before = getCaptionText(cell.caption, cell.locale) ?? ''
      typing.start({ ...cell, before, draft: text ?? before, isByTouch })
    },
    setDraft: typing.setDraft,
    commitEditing: typing.commitEditing,
    cancelEditing: typing.cancelEditing,
    write(label, texts) {
      const cells = texts.flatMap(({ text, ...place }) => {
        const cell = findCell(place)
        return cell === undefined ? [] : [{ ...cell, text }]
      })
      writeTexts(label, cells)
    },
    writeTexts,
  }
}

function findColumn({ session, ui }: EditorController): number {
  return Math.max(0, listProjectLocales(session.getProject()).indexOf(ui.get().locale))
}

/** The draft is committed when the page goes away: leaving it does not blur the field. */
function useCellEditing(editor: EditorController) {
  const [editing, setEditing] = useState<CellEditing>()
  const current = useRef<CellEditing>(undefined)
  const put = (next: CellEditing | undefined) => {
    current.current = next
    setEditing(next)
  }
  const commitEditing = () => {
    const typed = current.current
    if (typed === undefined) return
    put(undefined)
    if (typed.draft === typed.before) return
    const source = listProjectLocales(editor.session.getProject())[0] ?? typed.locale
    const { caption, locale, before, draft } = typed
    const text: CellText = { caption, locale, before, text: draft }
    editor.edit('Edit caption', (project) => setCells(project, [text], source))
  }
  const commitRef = useRef(commitEditing)
  useEffect(() => {
    commitRef.current = commitEditing
  })
  useEffect(() => {
    const flush = () => commitRef.current()
    window.addEventListener('pagehide', flush, { capture: true })
    return () => {
      window.removeEventListener('pagehide', flush, { capture: true })
      flush()
    }
  }, [])
  return {
    editing,
    start: put,
    setDraft(draft: string) {
      if (current.current !== undefined) put({ ...current.current, draft })
    },
    commitEditing,
    cancelEditing: () => put(undefined),
  }
}
