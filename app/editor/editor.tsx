import { Button, useMantineColorScheme } from '@mantine/core'
import { type ReactNode, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { listNames } from '#app/document/model/list-names.ts'
import { useObservable } from '#app/observable/use-observable.ts'
import { definePart, LazyPart } from '#app/ui/lazy-part.tsx'
import { NoticeBar } from '#app/ui/notice-bar.tsx'
import { TooltipLayer } from '#app/ui/tooltip-layer.tsx'
import { CaptureDrop } from './capture-drop/capture-drop.tsx'
import { useCaptureDrop } from './capture-drop/capture-drop-context.ts'
import type { MenuRequest } from './context-menu/attach-context-menu.ts'
import { markKeys } from './controls/toggle-mark-in-field.ts'
import classes from './editor.module.css'
import { ExportSheet } from './export-panel/export-sheet.tsx'
import { type ShownVersion, type Versions, VersionsContext } from './history/versions-context.ts'
import type { CommandHost } from './interaction/command-host.ts'
import { keyTable } from './interaction/key-table.ts'
import { useShortcuts } from './interaction/use-shortcuts.ts'
import { type PanelChoice, SidePanel } from './panels/side-panel.tsx'
import type { EditorConflicts } from './ports/conflicts.ts'
import type { EditorTimeline } from './ports/history.ts'
import type { EditorReviews } from './ports/reviews.ts'
import type { EditorSession } from './ports/session.ts'
import type { EditorTemplates } from './ports/templates.ts'
import { Stage } from './stage/stage.tsx'
import { useKeepInSight } from './stage/use-keep-in-sight.ts'
import { createEditorController, type EditorController } from './state/editor-controller.ts'
import { startProfile } from './state/render-count.ts'
import { EditorContext } from './state/use-editor.ts'
import { useKeptFonts } from './state/use-kept-fonts.ts'
import { TopBar } from './top-bar/top-bar.tsx'

type EditorProps = {
  session: EditorSession
  backHref: string
  /** The page with all captions in a table. */
  captionsHref?: string | undefined
  /** Flushes everything to disk, then reloads the page. */
  onReload: () => void
  /** Replaces “Saved on this device” where the app knows more, such as the state of sync. */
  statusSlot?: ReactNode
  /** Notices about the device: a row of its own, so that it never covers a panel. */
  noticeSlot?: ReactNode
  /** The project's history on this device and its versions in the account. */
  timeline?: EditorTimeline | undefined
  /** The user's own templates. */
  templates?: EditorTemplates | undefined
  /** Conflicts between this device's edits and another's. */
  conflicts?: EditorConflicts | undefined
  /** Links under which others see the project and comment on it. */
  reviews?: EditorReviews | undefined
  /** Downloads the open project as one file. */
  onExportFile?: (() => void) | undefined
  /** Project files were dropped: they are no captures. */
  onDropArchives?: ((files: readonly File[]) => void) | undefined
  /** The initial panel; a new object opens it again. */
  panelRequest?: PanelRequest | undefined
}

export type PanelRequest = { panel?: PanelChoice; sheet?: 'export' }

/** The whole editor of one open project. */
export function Editor(props: EditorProps) {
  const { session, templates } = props
  const [controller, setEditor] = useState<EditorController>()
  useEffect(() => {
    startProfile()
    const created = createEditorController(session, templates)
    setEditor(created)
    return () => {
      created.close()
      setEditor(undefined)
    }
  }, [session, templates])
  if (controller === undefined) return <div className={classes.editor} />
  return (
    <EditorContext value={controller}>
      <EditorLayout controller={controller} {...props} />
    </EditorContext>
  )
}

// Beside the stage, which does not wait for it.
const inspector = definePart(async () => (await import('./inspector/inspector.tsx')).Inspector)
if (typeof document !== 'undefined') inspector.preload()
const storePreview = definePart(async () => (await import('./store-preview/store-preview.tsx')).StorePreview)
const versionPreview = definePart(async () => (await import('./history/version-preview.tsx')).VersionPreview)
const shortcutSheet = definePart(
  async () => (await import('#app/ui/keyboard/shortcut-sheet.tsx')).ShortcutSheet,
)
const commandPalette = definePart(async () => (await import('./palette/command-palette.tsx')).CommandPalette)
const contextMenu = definePart(async () => (await import('./context-menu/context-menu.tsx')).ContextMenu)
const noProps = {}

const allKeys = [...keyTable, ...markKeys]

type EditorLayoutProps = EditorProps & { controller: EditorController }

function EditorLayout(props: EditorLayoutProps) {
  const { controller, backHref, statusSlot, noticeSlot, timeline, conflicts, panelRequest, onReload } = props
  const { onExportFile, onDropArchives, captionsHref } = props
  const rootRef = useRef<HTMLDivElement>(null)
  const [panel, setPanel] = useState<PanelChoice>(() => panelRequest?.panel ?? startPanel())
  const [shown, setShown] = useState<'preview' | 'export' | undefined>(panelRequest?.sheet)
  const [version, setVersion] = useState<ShownVersion>()
  const [overlay, setOverlay] = useState<Overlay>()
  const closeOverlay = useCallback(() => setOverlay(undefined), [])
  useKeptFonts(controller)
  useKeepInSight(rootRef, controller, panel)
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
  const host = useCommandHost({ setOverlay, setShown, choosePanel })
  useShortcuts(controller, host)
  const openMenu = useCallback((request: MenuRequest) => setOverlay({ kind: 'menu', request }), [])
  useAttachedLater(rootRef, loadArrowGroups)
  useAttachedLater(
    rootRef,
    useCallback(async () => {
      const { attachContextMenu } = await import('./context-menu/attach-context-menu.ts')
      return (root) => attachContextMenu(root, controller, openMenu)
    }, [controller, openMenu]),
  )
  const showTemplates = useCallback(() => choosePanel('templates'), [choosePanel])
  const review = useCallback(() => choosePanel('conflicts'), [choosePanel])
  const close = useCallback(() => setShown(undefined), [])
  const topBar = useMemo(
    () => (
      <TopBar
        backHref={backHref}
        captionsHref={captionsHref}
        statusSlot={statusSlot}
        onPreview={() => setShown('preview')}
        onExport={() => setShown('export')}
        onExportFile={onExportFile}
      />
    ),
    [backHref, captionsHref, statusSlot, onExportFile],
  )

  return (
    <div ref={rootRef} className={classes.editor} data-editor data-panel={panel}>
      <VersionsContext value={versions}>
        <CaptureDrop rootRef={rootRef} onDropArchives={onDropArchives}>
          <SkipLink />
          {topBar}
          <Banners
            controller={controller}
            noticeSlot={noticeSlot}
            conflicts={panel === 'conflicts' ? undefined : conflicts}
            onReview={review}
          />
          <SidePanel
            panel={panel}
            reviews={props.reviews}
            onChange={choosePanel}
            onShowKeys={host.showKeys}
          />
          <StagePlace onTemplates={showTemplates} />
          {version !== undefined && <LazyPart part={versionPreview} props={noProps} />}
          <aside className={classes.inspector} aria-label="Properties" data-inspector data-part>
            <LazyPart part={inspector} props={noProps} />
          </aside>
          <OpenOverlay overlay={overlay} host={host} onClose={closeOverlay} />
          {shown === 'preview' && <LazyPart part={storePreview} props={{ onClose: close }} />}
          {shown === 'export' && (
            <ExportSheet session={controller.session} onClose={close} onReload={onReload} />
          )}
        </CaptureDrop>
      </VersionsContext>
      <TooltipLayer />
    </div>
  )
}

type Attach = (root: HTMLElement) => () => void

/** Until they are there every button is a stop of the Tab key. */
const loadArrowGroups = async (): Promise<Attach> =>
  (await import('#app/ui/keyboard/attach-arrow-groups.ts')).attachArrowGroups

/** Fetched beside the stage, which does not wait for it. */
function useAttachedLater(rootRef: RefObject<HTMLElement | null>, load: () => Promise<Attach>): void {
  useEffect(() => {
    let detach: (() => void) | undefined
    let isClosed = false
    load().then(
      (attach) => {
        if (!isClosed && rootRef.current !== null) detach = attach(rootRef.current)
      },
      (error: unknown) => console.warn('The keys and menus of the stage could not be fetched.', error),
    )
    return () => {
      isClosed = true
      detach?.()
    }
  }, [rootRef, load])
}

type Overlay = { kind: 'keys' } | { kind: 'palette' } | { kind: 'menu'; request: MenuRequest } | undefined

type HostOptions = {
  setOverlay: (overlay: Overlay) => void
  setShown: (shown: 'preview' | 'export') => void
  choosePanel: (panel: PanelChoice) => void
}

function useCommandHost({ setOverlay, setShown, choosePanel }: HostOptions): CommandHost {
  const { setColorScheme } = useMantineColorScheme()
  return useMemo(
    () => ({
      showKeys: () => setOverlay({ kind: 'keys' }),
      showPalette: () => setOverlay({ kind: 'palette' }),
      showPreview: () => setShown('preview'),
      showExport: () => setShown('export'),
      showPanel: choosePanel,
      setTheme: setColorScheme,
    }),
    [setOverlay, setShown, choosePanel, setColorScheme],
  )
}

type OpenOverlayProps = { overlay: Overlay; host: CommandHost; onClose: () => void }

function OpenOverlay({ overlay, host, onClose }: OpenOverlayProps) {
  switch (overlay?.kind) {
    case 'keys':
      return <LazyPart part={shortcutSheet} props={{ table: allKeys, onClose }} />
    case 'palette':
      return <LazyPart part={commandPalette} props={{ host, onClose }} />
    case 'menu': {
      const { request } = overlay
      return (
        <LazyPart key={`${request.x} ${request.y}`} part={contextMenu} props={{ request, host, onClose }} />
      )
    }
    default:
      return null
  }
}

/** The first stop of the Tab key: past the bar and the panels. */
function SkipLink() {
  return (
    <button
      type="button"
      className={classes.skip}
      onClick={() => document.querySelector<HTMLElement>('[data-focus-home]')?.focus()}
    >
      Skip to the stage
    </button>
  )
}

/** Wide windows start with a panel open; on a phone the stage comes first. */
function startPanel(): PanelChoice {
  return window.matchMedia('(min-width: 900px)').matches ? 'layers' : undefined
}

/** Keeps its own element, so that opening a panel does not render the stage. */
function StagePlace({ onTemplates }: { onTemplates: () => void }) {
  const drop = useCaptureDrop()
  return useMemo(
    () => (
      <main className={classes.stage} data-part>
        <Stage onPick={() => drop.pick()} onTemplates={onTemplates} />
      </main>
    ),
    [drop, onTemplates],
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
  const { session, fonts } = controller
  const missingFonts = useObservable(fonts.missing)
  const deletedFonts = useObservable(fonts.deleted)
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
      <FontBanner names={missingFonts} end={missingFontEnd} />
      <FontBanner names={deletedFonts} end={deletedFontEnd} />
      {conflicts !== undefined && <ReviewBanner conflicts={conflicts} onReview={onReview} />}
    </div>
  )
}

const missingFontEnd =
  'not on this device yet: text is shown in other letters until you are online, and cannot be exported.'
const deletedFontEnd =
  'no longer in the media library: text is shown in other letters, and cannot be exported until you choose another font.'

function FontBanner({ names, end }: { names: readonly string[]; end: string }) {
  return names.length === 0 ? null : (
    <p className={classes.banner} role="status">
      {listNames(names)} {names.length === 1 ? 'is' : 'are'} {end}
    </p>
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
