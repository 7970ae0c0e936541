import {
  IconChevronLeft,
  IconDeviceMobile,
  IconDeviceMobileRotated,
  IconPlayerPlay,
  IconUpload,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { listOrientations } from '#app/document/catalogue/canvas-sizes.ts'
import { renameProject } from '#app/document/edits/rename-project.ts'
import { NameField } from '#app/ui/name-field.tsx'
import { turnScreen } from '../actions/screen-actions.ts'
import { IconButton } from '../controls/icon-button.tsx'
import { useCurrentScreen, useEditor, useProject, useUi } from '../state/use-editor.ts'
import { HistoryButtons } from './history-buttons.tsx'
import { LanguageMenu } from './language-menu.tsx'
import { ProjectFileMenu } from './project-file-menu.tsx'
import { SaveStatusText } from './save-status-text.tsx'
import { SizeMenu } from './size-menu.tsx'
import classes from './top-bar.module.css'
import { ZoomMenu } from './zoom-menu.tsx'

type TopBarProps = {
  backHref: string
  captionsHref?: string | undefined
  statusSlot: ReactNode
  onPreview: () => void
  onExport: () => void
  onExportFile: (() => void) | undefined
}

export function TopBar(props: TopBarProps) {
  const { backHref, captionsHref, statusSlot, onPreview, onExport, onExportFile } = props
  return (
    <header className={classes.bar} data-part>
      <div className={classes.left}>
        <Link to={backHref} className={classes.back} aria-label="Back to your projects">
          <IconChevronLeft size={18} stroke={1.75} />
        </Link>
        <ProjectName />
        {onExportFile && <ProjectFileMenu onExport={onExport} onExportFile={onExportFile} />}
        <div className={classes.statusPlace}>{statusSlot ?? <SaveStatusText />}</div>
      </div>
      <div className={classes.middle}>
        <SizeMenu />
        <TurnButton />
        <LanguageMenu captionsHref={captionsHref} />
        <span className={classes.onlyNarrow}>
          <ZoomMenu />
          <IconButton label="Preview as in the store" onClick={onPreview}>
            <IconPlayerPlay size={18} stroke={1.5} />
          </IconButton>
        </span>
      </div>
      <div className={classes.right}>
        <HistoryButtons />
        <span className={classes.onlyWide}>
          <ZoomMenu />
        </span>
        <IconButton label="Preview as in the store" onClick={onPreview} className={classes.previewIcon ?? ''}>
          <IconPlayerPlay size={17} stroke={1.5} />
        </IconButton>
        <button type="button" className={classes.preview} onClick={onPreview}>
          Preview
        </button>
        <button type="button" className={classes.export} onClick={onExport}>
          <IconUpload size={16} stroke={1.75} aria-hidden />
          Export
        </button>
      </div>
    </header>
  )
}

/** Renamed in place; an empty name is rejected. */
function ProjectName() {
  const editor = useEditor()
  const name = useProject((project) => project.name)
  return (
    <NameField
      className={classes.name}
      aria-label="Name of the project"
      name={name}
      readOnly={editor.readOnly}
      spellCheck={false}
      translate="no"
      onRename={(next) => editor.edit('Rename project', (project) => renameProject(project, next))}
    />
  )
}

function TurnButton() {
  const editor = useEditor()
  const canvasSizeId = useUi((ui) => ui.canvasSizeId)
  const screen = useCurrentScreen()
  const orientation = screen?.orientation ?? 'portrait'
  const next = orientation === 'portrait' ? 'landscape' : 'portrait'
  const taken = listOrientations(canvasSizeId).includes(next)
  const Icon = orientation === 'portrait' ? IconDeviceMobile : IconDeviceMobileRotated
  return (
    <IconButton
      label={taken ? `Turn the screen to ${next}` : `This size is ${orientation} only`}
      disabled={editor.readOnly || screen === undefined || !taken}
      onClick={() => turnScreen(editor)}
    >
      <Icon size={18} stroke={1.5} />
    </IconButton>
  )
}
