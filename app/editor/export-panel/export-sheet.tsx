import { Button, Drawer } from '@mantine/core'
import { type ComponentType, useEffect, useState } from 'react'
import classes from './export-panel.module.css'
import type { ExportPanelProps } from './export-panel.tsx'

type Loaded =
  | { kind: 'loading' }
  | { kind: 'failed' }
  | { kind: 'ready'; Panel: ComponentType<ExportPanelProps> }

/**
 * The export panel, loaded on first use, because it imports the ZIP writer. Where its code cannot be loaded (offline
 * without the service worker, or an older build that the server no longer has) the editor stays and the sheet shows an
 * error.
 */
export function ExportSheet(props: ExportPanelProps) {
  const [loaded, setLoaded] = useState<Loaded>({ kind: 'loading' })
  useEffect(() => {
    if (loaded.kind !== 'loading') return
    let isCurrent = true
    import('./export-panel.tsx').then(
      ({ ExportPanel }) => isCurrent && setLoaded({ kind: 'ready', Panel: ExportPanel }),
      (error: unknown) => {
        console.warn('The export panel could not be loaded.', error)
        if (isCurrent) setLoaded({ kind: 'failed' })
      },
    )
    return () => {
      isCurrent = false
    }
  }, [loaded])

  if (loaded.kind === 'ready') return <loaded.Panel {...props} />
  if (loaded.kind === 'loading') return null
  return (
    <Drawer
      opened
      onClose={props.onClose}
      title="Export"
      position="right"
      size={440}
      closeButtonProps={{ 'aria-label': 'Close export' }}
      classNames={{ content: classes.content, header: classes.header, body: classes.body }}
    >
      <div className={classes.form}>
        <div className={classes.scroll}>
          <p className={classes.check} role="alert">
            The export could not be opened, because a part of AppFrames could not be loaded. Your work is
            untouched. Check the connection and try again; if that does not help, reload the page: what you
            did is saved first.
          </p>
        </div>
        <div className={classes.footer}>
          <Button fullWidth size="md" onClick={() => setLoaded({ kind: 'loading' })}>
            Try again
          </Button>
          <Button fullWidth size="md" variant="default" onClick={props.onReload}>
            Reload
          </Button>
        </div>
      </div>
    </Drawer>
  )
}
