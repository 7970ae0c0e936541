import { Button } from '@mantine/core'
import { IconChevronLeft, IconDownload, IconKeyboard, IconSearch } from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import { Link } from 'react-router'
import { useObservable } from '#app/observable/use-observable.ts'
import { isTyping } from '#app/ui/keyboard/is-typing.ts'
import { findKeys } from '#app/ui/keyboard/key-binding.ts'
import { definePart, LazyPart } from '#app/ui/lazy-part.tsx'
import { TooltipLayer } from '#app/ui/tooltip-layer.tsx'
import { redo, undo } from '../actions/history-actions.ts'
import { nameSize } from '../actions/name-size.ts'
import { IconButton } from '../controls/icon-button.tsx'
import type { EditorSession } from '../ports/session.ts'
import { createEditorController, type EditorController } from '../state/editor-controller.ts'
import { EditorContext, useEditor } from '../state/use-editor.ts'
import { HistoryButtons } from '../top-bar/history-buttons.tsx'
import { LanguageMenu } from '../top-bar/language-menu.tsx'
import { CaptionGrid } from './caption-grid.tsx'
import classes from './caption-table.module.css'
import { ExportMenu } from './export-menu.tsx'
import { FindBar } from './find-bar.tsx'
import { gridKeyTable, readGridKey } from './grid-keys.ts'
import { MarkCounts } from './mark-counts.tsx'
import { RowPicture } from './row-picture.tsx'
import { type CaptionTable, useCaptionTable } from './use-caption-table.ts'
import { useOverflow } from './use-overflow.ts'

type CaptionPageProps = {
  session: EditorSession
  editorHref: string
  statusSlot: ReactNode
  noticeSlot: ReactNode
}

const importDialog = definePart(async () => (await import('./import-dialog.tsx')).ImportDialog)
const shortcutSheet = definePart(
  async () => (await import('#app/ui/keyboard/shortcut-sheet.tsx')).ShortcutSheet,
)

/** All captions of a project by screen and language, edited through the same session as the editor. */
export function CaptionPage(props: CaptionPageProps) {
  const { session } = props
  const [controller, setController] = useState<EditorController>()
  useEffect(() => {
    const created = createEditorController(session)
    setController(created)
    return () => {
      created.close()
      setController(undefined)
    }
  }, [session])
  if (controller === undefined) return <div className={classes.page} />
  return (
    <EditorContext value={controller}>
      <CaptionLayout {...props} />
    </EditorContext>
  )
}

function CaptionLayout({ editorHref, statusSlot, noticeSlot }: CaptionPageProps) {
  const table = useCaptionTable()
  const overflows = useOverflow(table.project, table.captions, table.locales)
  const [isFinding, setFinding] = useState(false)
  const [dialog, setDialog] = useState<'import' | 'keys'>()
  const { selection, captions, locales } = table
  const [caption, locale] = [captions[selection.focus.row], locales[selection.focus.column]]
  useHistoryKeys()

  return (
    <div className={classes.page} data-caption-page>
      <header className={classes.bar}>
        <div className={classes.barLeft}>
          <Link to={editorHref} className={classes.back} aria-label="Back to the editor">
            <IconChevronLeft size={18} stroke={1.75} />
          </Link>
          <h1 className={classes.title}>
            <span translate="no">{table.project.name}</span>
            <span className={classes.quiet}>Captions</span>
          </h1>
          <div className={classes.status}>{statusSlot}</div>
        </div>
        <div className={classes.barRight}>
          <SizeSelect table={table} />
          <LanguageMenu />
          <HistoryButtons />
          <IconButton
            label="Find and replace"
            shortcut={findKeys(gridKeyTable, 'find')}
            onClick={() => setFinding(!isFinding)}
          >
            <IconSearch size={17} stroke={1.5} />
          </IconButton>
          <IconButton label="Keyboard shortcuts" onClick={() => setDialog('keys')}>
            <IconKeyboard size={18} stroke={1.5} />
          </IconButton>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconDownload size={15} aria-hidden />}
            disabled={table.readOnly}
            onClick={() => setDialog('import')}
          >
            Import
          </Button>
          <ExportMenu table={table} />
        </div>
      </header>
      <Notices noticeSlot={noticeSlot} />
      {isFinding && <FindBar table={table} onClose={() => setFinding(false)} />}
      <div className={classes.counting}>
        <MarkCounts table={table} overflows={overflows} />
      </div>
      <main className={classes.main}>
        {captions.length === 0 ? (
          <p className={classes.none}>
            There is no caption yet. Add a text to a screen in <Link to={editorHref}>the editor</Link>.
          </p>
        ) : (
          <CaptionGrid table={table} overflows={overflows} onFind={() => setFinding(true)} />
        )}
      </main>
      {caption !== undefined && locale !== undefined && (
        <RowPicture
          table={table}
          caption={caption}
          locale={locale}
          overflows={overflows(caption, locale)}
          editorHref={editorHref}
        />
      )}
      {dialog === 'import' && (
        <LazyPart part={importDialog} props={{ table, onClose: () => setDialog(undefined) }} />
      )}
      {dialog === 'keys' && (
        <LazyPart part={shortcutSheet} props={{ table: gridKeyTable, onClose: () => setDialog(undefined) }} />
      )}
      <TooltipLayer />
    </div>
  )
}

function SizeSelect({ table }: { table: CaptionTable }) {
  return (
    <select
      className={classes.select}
      aria-label="Size"
      value={table.sizeChoice}
      onChange={(event) => {
        const id = table.sizeIds.find((known) => known === event.currentTarget.value)
        table.chooseSize(id ?? 'all')
      }}
    >
      {table.sizeIds.map((id) => (
        <option key={id} value={id}>
          {nameSize(id)}
        </option>
      ))}
      {table.sizeIds.length > 1 && <option value="all">All sizes</option>}
    </select>
  )
}

/** Undo and redo also while nothing has the focus; fields have their own. */
function useHistoryKeys(): void {
  const editor = useEditor()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isTyping(event.target)) return
      const command = readGridKey(event)
      if (command !== 'undo' && command !== 'redo') return
      event.preventDefault()
      if (command === 'undo') undo(editor)
      else redo(editor)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [editor])
}

function Notices({ noticeSlot }: { noticeSlot: ReactNode }) {
  const { session } = useEditor()
  const status = useObservable(session.saveStatus)
  return (
    <div className={classes.notices}>
      {noticeSlot}
      {session.readOnlyReason !== undefined && (
        <p className={classes.banner} role="status">
          {session.readOnlyReason}
        </p>
      )}
      {status.kind === 'failed' && (
        <p className={classes.banner} data-kind="failed" role="alert">
          {status.message}
        </p>
      )}
    </div>
  )
}
