import { Tooltip } from '@mantine/core'
import {
  IconAdjustmentsHorizontal,
  IconArrowsSplit2,
  IconBackground,
  IconDeviceMobile,
  IconHistory,
  IconKeyboard,
  IconLayout,
  IconPhoto,
  IconStack2,
  IconTypography,
  IconX,
} from '@tabler/icons-react'
import { definePart, LazyPart } from '#app/ui/lazy-part.tsx'
import { IconButton } from '../controls/icon-button.tsx'
import { useVersions } from '../history/versions-context.ts'
import type { PanelName } from '../state/selection-state.ts'
import { BackgroundPanel } from './background-panel.tsx'
import { DevicesPanel } from './devices-panel.tsx'
import { LayersPanel } from './layers-panel.tsx'
import panelClasses from './panels.module.css'
import classes from './side-panel.module.css'
import { TemplateGrid } from './template-grid.tsx'
import { TextPanel } from './text-panel.tsx'

// On most days these stay closed; the media panel alone brings the whole library.
const mediaPanel = definePart(async () => (await import('./media-panel.tsx')).MediaPanel)
const historyPanel = definePart(async () => (await import('../history/history-panel.tsx')).HistoryPanel)
const conflictsPanel = definePart(async () => (await import('../history/conflicts-panel.tsx')).ConflictsPanel)
const noProps = {}

/** `inspector` is a tab of its own only where it does not fit beside the stage. */
export type PanelChoice = PanelName | 'inspector' | undefined

type Tab = { name: PanelName; label: string; short: string; icon: typeof IconStack2 }

const tabs: readonly Tab[] = [
  { name: 'layers', label: 'Screens and layers', short: 'Screens', icon: IconStack2 },
  { name: 'devices', label: 'Devices', short: 'Devices', icon: IconDeviceMobile },
  { name: 'text', label: 'Text and shapes', short: 'Text', icon: IconTypography },
  { name: 'background', label: 'Background', short: 'Background', icon: IconBackground },
  { name: 'media', label: 'Media', short: 'Media', icon: IconPhoto },
  { name: 'templates', label: 'Layout', short: 'Layout', icon: IconLayout },
]
const historyTab: Tab = { name: 'history', label: 'History', short: 'History', icon: IconHistory }
/** Opened from the status and from the banner only: it is empty on most days. */
const conflictsTab: Tab = {
  name: 'conflicts',
  label: 'Changes to review',
  short: 'Review',
  icon: IconArrowsSplit2,
}

export function SidePanel({
  panel,
  onChange,
  onShowKeys,
}: {
  panel: PanelChoice
  onChange: (panel: PanelChoice) => void
  onShowKeys: () => void
}) {
  const { timeline } = useVersions()
  const offered = timeline === undefined ? tabs : [...tabs, historyTab]
  const open = [...offered, conflictsTab].find(({ name }) => name === panel)
  return (
    <>
      <nav className={classes.rail} aria-label="Panels">
        {offered.map(({ name, label, short, icon: Icon }) => (
          <Tooltip key={name} label={label} position="right">
            <button
              type="button"
              className={classes.tab}
              aria-label={label}
              aria-pressed={name === panel}
              onClick={() => onChange(name === panel ? undefined : name)}
            >
              <Icon size={20} stroke={1.5} aria-hidden />
              <span className={classes.tabText}>{short}</span>
            </button>
          </Tooltip>
        ))}
        <button
          type="button"
          className={`${classes.tab} ${classes.onlyNarrow}`}
          aria-label="Properties"
          aria-pressed={panel === 'inspector'}
          onClick={() => onChange(panel === 'inspector' ? undefined : 'inspector')}
        >
          <IconAdjustmentsHorizontal size={20} stroke={1.5} aria-hidden />
          <span className={classes.tabText}>Properties</span>
        </button>
        <IconButton
          label="Keyboard shortcuts"
          shortcut="?"
          tooltipPosition="right"
          className={classes.keys ?? ''}
          onClick={onShowKeys}
        >
          <IconKeyboard size={18} stroke={1.5} />
        </IconButton>
      </nav>
      {open !== undefined && (
        <aside className={classes.panel} aria-label={open.label} data-panel={open.name}>
          <header className={classes.head}>
            <h2>{open.label}</h2>
            <IconButton label="Close panel" onClick={() => onChange(undefined)}>
              <IconX size={16} stroke={1.5} />
            </IconButton>
          </header>
          <div className={classes.body}>
            <PanelBody name={open.name} />
          </div>
        </aside>
      )}
    </>
  )
}

function PanelBody({ name }: { name: PanelName }) {
  switch (name) {
    case 'layers':
      return <LayersPanel />
    case 'devices':
      return <DevicesPanel />
    case 'text':
      return <TextPanel />
    case 'background':
      return <BackgroundPanel />
    case 'media':
      return <LazyPart key={name} part={mediaPanel} props={noProps} />
    case 'history':
      return <LazyPart key={name} part={historyPanel} props={noProps} />
    case 'conflicts':
      return <LazyPart key={name} part={conflictsPanel} props={noProps} />
    case 'templates':
      return (
        <div className={panelClasses.padTemplates}>
          <TemplateGrid />
        </div>
      )
  }
}
