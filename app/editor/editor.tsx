import { Button } from '@mantine/core'
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useObservable } from '#app/observable/use-observable.ts'
import { definePart, LazyPart } from '#app/ui/lazy-part.tsx'
import { NoticeBar } from '#app/ui/notice-bar.tsx'
import { CaptureDrop } from './capture-drop/capture-drop.tsx'
import { useCaptureDrop } from './capture-drop/capture-drop-context.ts'
import { markKeys } from './controls/toggle-mark-in-field.ts'
import classes from './editor.module.css'
import { ExportSheet } from './export-panel/export-sheet.tsx'
import { type ShownVersion, type Versions, VersionsContext } from './history/versions-context.ts'
import { Inspector } from './inspector/inspector.tsx'
import { keyTable } from './interaction/key-table.ts'
import { useShortcuts } from './interaction/use-shortcuts.ts'
import { type PanelChoice, SidePanel } from './panels/side-panel.tsx'
import type { EditorConflicts } from './ports/conflicts.ts'
import type { EditorTimeline } from './ports/history.ts'
import type { EditorSession } from './ports/session.ts'
import { Stage } from './stage/stage.tsx'
import { createEditorController, type EditorController } from './state/editor-controller.ts'
import { startProfile } from './state/render-count.ts'
import { EditorContext } from './state/use-editor.ts'
import { TopBar } from './top-bar/top-bar.tsx'

type EditorProps = {
  session: EditorSession
  backHref: string
  /** Flushes everything to disk, then reloads the page. */
  onReload: () => void
  /** Replaces “Saved on this device” where the app knows more, such as the state of sync. */
  statusSlot?: ReactNode
  /** Notices about the device: a row of its own, so that it never covers a panel. */
  noticeSlot?: ReactNode
  /** The project's history on this device and its versions in the account. */
  timeline?: EditorTimeline | undefined
  /** Conflicts between this device's edits and another's. */
  conflicts?: EditorConflicts | undefined
  /** The initial panel; a new object opens it again. */
  panelRequest?: PanelRequest | undefined
}

export type PanelRequest = { panel?: PanelChoice; sheet?: 'export' }

/** The whole editor of one open project. */
export function Editor(props: EditorProps) {
  const { session } = props
  const [controller, setEditor] = useState<EditorController>()
  useEffect(() => {
    startProfile()
    const created = createEditorController(session)
    setEditor(created)
    return () => {
      created.close()
      setEditor(undefined)
    }
  }, [session])
  if (controller === undefined) return <div className={classes.editor} />
  return (
    <EditorContext value={controller}>
      <EditorLayout controller={controller} {...props} />
    </EditorContext>
  )
}

const storePreview = definePart(async () => (await import('./store-preview.tsx')).StorePreview)
const versionPreview = definePart(async () => (await import('./history/version-preview.tsx')).VersionPreview)
const shortcutSheet = definePart(
  async () => (await import('#app/ui/keyboard/shortcut-sheet.tsx')).ShortcutSheet,
)
const noProps = {}

const allKeys = [...keyTable, ...markKeys]

type EditorLayoutProps = EditorProps & { controller: EditorController }

function EditorLayout(props: EditorLayoutProps) {
  const { controller, backHref, statusSlot, noticeSlot, timeline, conflicts, panelRequest, onReload } = props
  const rootRef = useRef<HTMLDivElement>(null)
  const [panel, setPanel] = useState<PanelChoice>(() => panelRequest?.panel ?? startPanel())
  const [shown, setShown] = useState<'preview' | 'export' | undefined>(panelRequest?.sheet)
  const [version, setVersion] = useState<ShownVersion>()
  const [showsKeys, setShowsKeys] = useState(false)
  const showKeys = useCallback(() => setShowsKeys(true), [])
  useShortcuts(controller, showKeys)
  useEffect(() => {
    if (panelRequest?.panel !== undefined) setPanel(panelRequest.panel)
  }, [panelRequest])
  const versions = useMemo<Versions>(
    () => ({ timeline, conflicts, shown: version, show: setVersion }),
    [timeline, conflicts, version],
  )
  const choosePanel = useCallback((next: PanelChoice) => {
    setVersion(undefined)
    setPanel(next)
  }, [])
  const review = useCallback(() => choosePanel('conflicts'), [choosePanel])
  const close = useCallback(() => setShown(undefined), [])
  const topBar = useMemo(
    () => (
      <TopBar
        backHref={backHref}
        statusSlot={statusSlot}
        onPreview={() => setShown('preview')}
        onExport={() => setShown('export')}
      />
    ),
    [backHref, statusSlot],
  )

  return (
    <div ref={rootRef} className={classes.editor} data-editor data-panel={panel}>
      <VersionsContext value={versions}>
        <CaptureDrop rootRef={rootRef}>
          {topBar}
          <Banners
            controller={controller}
            noticeSlot={noticeSlot}
            conflicts={panel === 'conflicts' ? undefined : conflicts}
            onReview={review}
          />
          <SidePanel panel={panel} onChange={choosePanel} onShowKeys={showKeys} />
          <StagePlace />
          {version !== undefined && <LazyPart part={versionPreview} props={noProps} />}
          <aside className={classes.inspector} aria-label="Properties" data-inspector>
            <Inspector />
          </aside>
          {showsKeys && (
            <LazyPart part={shortcutSheet} props={{ table: allKeys, onClose: () => setShowsKeys(false) }} />
          )}
          {shown === 'preview' && <LazyPart part={storePreview} props={{ onClose: close }} />}
          {shown === 'export' && (
            <ExportSheet session={controller.session} onClose={close} onReload={onReload} />
          )}
        </CaptureDrop>
      </VersionsContext>
    </div>
  )
}

/** Wide windows start with a panel open; on a phone the stage comes first. */
function startPanel(): PanelChoice {
  return window.matchMedia('(min-width: 900px)').matches ? 'layers' : undefined
}

/** Keeps its own element, so that opening a panel does not render the stage. */
function StagePlace() {
  const drop = useCaptureDrop()
  return useMemo(
    () => (
      <main className={classes.stage}>
        <Stage onPick={() => drop.pick()} />
      </main>
    ),
    [drop],
  )
}

type BannersProps = {
  controller: EditorController
  noticeSlot: ReactNode
  /** Absent while the panel is open. */
  conflicts: EditorConflicts | undefined
  onReview: () => void
}

function Banners({ controller, noticeSlot, conflicts, onReview }: BannersProps) {
  const { session } = controller
  const status = useObservable(session.saveStatus)
  const failed = status.kind === 'failed' ? status.message : undefined
  return (
    <div className={classes.banners}>
      {noticeSlot}
      {session.readOnlyReason !== undefined && (
        <p className={classes.banner} role="status">
          {session.readOnlyReason}
        </p>
      )}
      {failed !== undefined && (
        <p className={classes.banner} data-kind="failed" role="alert">
          {failed}
        </p>
      )}
      {conflicts !== undefined && <ReviewBanner conflicts={conflicts} onReview={onReview} />}
    </div>
  )
}

function ReviewBanner({ conflicts, onReview }: { conflicts: EditorConflicts; onReview: () => void }) {
  const records = useObservable(conflicts)
  if (records.length === 0) return null
  const isHeld = records.some(({ kind }) => kind === 'ask')
  return (
    <NoticeBar
      tone={isHeld ? 'warning' : 'info'}
      action={
        <Button variant="default" size="xs" onClick={onReview}>
          Review
        </Button>
      }
    >
      {isHeld
        ? 'This project also changed on another device and is not synced until you choose a version.'
        : 'This project also changed on another device.'}
    </NoticeBar>
  )
}
