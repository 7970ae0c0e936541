import { lazy, type ReactNode, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { CaptureDrop } from './capture-drop/capture-drop.tsx'
import { useCaptureDrop } from './capture-drop/capture-drop-context.ts'
import classes from './editor.module.css'
import { Inspector } from './inspector/inspector.tsx'
import { useShortcuts } from './keyboard/use-shortcuts.ts'
import { type PanelChoice, SidePanel } from './panels/side-panel.tsx'
import type { EditorSession } from './session.ts'
import { startProfile } from './stage/render-count.ts'
import { Stage } from './stage/stage.tsx'
import { StorePreview } from './store-preview.tsx'
import { TopBar } from './top-bar/top-bar.tsx'
import { useStore, WorkbenchContext } from './workbench/use-workbench.ts'
import { createWorkbench, type Workbench } from './workbench/workbench.ts'

type EditorProps = {
  session: EditorSession
  backHref: string
  /** Takes the place of “Saved on this device” where the app knows more, as of sync. */
  statusSlot?: ReactNode
  /** What the device has to say: it takes a row of its own, so that it never lies over a panel. */
  noticeSlot?: ReactNode
}

/** The whole editor of one open project. */
export function Editor({ session, backHref, statusSlot, noticeSlot }: EditorProps) {
  const [workbench, setWorkbench] = useState<Workbench>()
  useEffect(() => {
    startProfile()
    const created = createWorkbench(session)
    setWorkbench(created)
    return () => {
      created.close()
      setWorkbench(undefined)
    }
  }, [session])
  if (workbench === undefined) return <div className={classes.editor} />
  return (
    <WorkbenchContext value={workbench}>
      <Room workbench={workbench} backHref={backHref} statusSlot={statusSlot} noticeSlot={noticeSlot} />
    </WorkbenchContext>
  )
}

const ExportPanel = lazy(async () => ({ default: (await import('./export/export-panel.tsx')).ExportPanel }))

function Room({
  workbench,
  backHref,
  statusSlot,
  noticeSlot,
}: {
  workbench: Workbench
  backHref: string
  statusSlot: ReactNode
  noticeSlot: ReactNode
}) {
  const rootRef = useRef<HTMLDivElement>(null)
  const [panel, setPanel] = useState<PanelChoice>(startPanel)
  const [shown, setShown] = useState<'preview' | 'export'>()
  useShortcuts(workbench)
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
      <CaptureDrop rootRef={rootRef}>
        {topBar}
        <Banners workbench={workbench} noticeSlot={noticeSlot} />
        <SidePanel panel={panel} onChange={setPanel} />
        <StagePlace />
        <aside className={classes.inspector} aria-label="Properties" data-inspector>
          <Inspector />
        </aside>
        {shown === 'preview' && <StorePreview onClose={close} />}
        {shown === 'export' && (
          <Suspense fallback={null}>
            <ExportPanel session={workbench.session} onClose={close} />
          </Suspense>
        )}
      </CaptureDrop>
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

function Banners({ workbench, noticeSlot }: { workbench: Workbench; noticeSlot: ReactNode }) {
  const { session } = workbench
  const status = useStore(session.saveStatus)
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
    </div>
  )
}
