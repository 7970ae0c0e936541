import { Button } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { IconX } from '@tabler/icons-react'
import { IconButton } from '../controls/icon-button.tsx'
import { useUi } from '../state/use-editor.ts'
import { ProjectPicture, pickSize } from './project-picture.tsx'
import classes from './versions.module.css'
import { type ShownVersion, useVersions } from './versions-context.ts'

/** Space for the scroll bar and the number under each screen. */
const besideHeightPx = 76

/** An earlier version in place of the stage, until it is restored or closed. */
export function VersionPreview() {
  const { shown, show } = useVersions()
  return shown === undefined ? null : <Preview version={shown} onClose={() => show(undefined)} />
}

function Preview({ version, onClose }: { version: ShownVersion; onClose: () => void }) {
  const openSizeId = useUi((ui) => ui.canvasSizeId)
  const { ref, height } = useElementSize<HTMLDivElement>()
  const { project, action } = version
  return (
    <section
      className={classes.preview}
      aria-label="Earlier version"
      data-own-keys
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <header className={classes.previewBar}>
        <p className={classes.previewText} role="status">
          <strong>{version.title}</strong>
          <span>{version.detail}</span>
        </p>
        {action !== undefined && project !== undefined && (
          <Button size="xs" onClick={action.perform}>
            {action.label}
          </Button>
        )}
        <IconButton label="Close the earlier version" shortcut="Esc" onClick={onClose}>
          <IconX size={16} stroke={1.5} />
        </IconButton>
      </header>
      <div ref={ref} className={classes.previewBody}>
        {project === undefined && (
          <p className={classes.noScreens}>
            This step cannot be shown: later edits of another tab lie over it. Choose one before or after it.
          </p>
        )}
        {project !== undefined && height > 0 && (
          <ProjectPicture
            project={project}
            canvasSizeId={pickSize(project, openSizeId)}
            heightPx={Math.max(120, Math.min(height - besideHeightPx, 900))}
          />
        )}
      </div>
    </section>
  )
}
