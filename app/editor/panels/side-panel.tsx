import {
  IconAdjustmentsHorizontal,
  IconArrowsSplit2,
  IconBackground,
  IconDeviceMobile,
  IconHistory,
  IconKeyboard,
  IconLayout,
  IconMessageCircle,
  IconPhoto,
  IconStack2,
  IconTypography,
  IconX,
} from '@tabler/icons-react'
import { useObservable } from '#app/observable/use-observable.ts'
import { findKeys } from '#app/ui/keyboard/key-binding.ts'
import { definePart, LazyPart } from '#app/ui/lazy-part.tsx'
import { tooltip } from '#app/ui/tooltip.ts'
import { IconButton } from '../controls/icon-button.tsx'
import { useVersions } from '../history/versions-context.ts'
import { keyTable } from '../interaction/key-table.ts'
import type { EditorReviews } from '../ports/reviews.ts'
import type { PanelName } from '../state/selection-state.ts'
import classes from './side-panel.module.css'

// On a wide window it is open at the start: fetched at once, but the stage does not wait for it.
const layersPanel = definePart(async () => (await import('./layers-panel.tsx')).LayersPanel)
if (typeof document !== 'undefined') layersPanel.preload()
// On most days these stay closed; the media panel alone brings the whole library.
const devicesPanel = definePart(async () => (await import('./devices-panel.tsx')).DevicesPanel)
const textPanel = definePart(async () => (await import('./text-panel.tsx')).TextPanel)
const backgroundPanel = definePart(async () => (await import('./background-panel.tsx')).BackgroundPanel)
const mediaPanel = definePart(async () => (await import('./media-panel.tsx')).MediaPanel)
const templatesPanel = definePart(
  async () => (await import('../templates/templates-panel.tsx')).TemplatesPanel,
)
const historyPanel = definePart(async () => (await import('../history/history-panel.tsx')).HistoryPanel)
const conflictsPanel = definePart(async () => (await import('../history/conflicts-panel.tsx')).ConflictsPanel)
const sharePanel = definePart(async () => (await import('../share/share-panel.tsx')).SharePanel)
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
  { name: 'templates', label: 'Templates', short: 'Templates', icon: IconLayout },
]
const shareTab: Tab = { name: 'share', label: 'Share for review', short: 'Share', icon: IconMessageCircle }
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
  reviews,
  onChange,
  onShowKeys,
}: {
  panel: PanelChoice
  reviews: EditorReviews | undefined
  onChange: (panel: PanelChoice) => void
  onShowKeys: () => void
}) {
  const { timeline } = useVersions()
  const unread = useObservable(reviews?.unread, 0)
  const offered = [
    ...tabs,
    ...(reviews === undefined ? [] : [shareTab]),
    ...(timeline === undefined ? [] : [historyTab]),
  ]
  const open = [...offered, conflictsTab].find(({ name }) => name === panel)
  return (
    <>
      <nav className={classes.rail} aria-label="Panels" data-part>
        <div className={classes.tabs} data-arrows>
          {offered.map(({ name, label, short, icon: Icon }) => (
            <button
              key={name}
              type="button"
              className={classes.tab}
              aria-label={name === 'share' ? labelShare(unread) : label}
              aria-pressed={name === panel}
              {...tooltip(name === 'share' ? labelShare(unread) : label, 'right')}
              onClick={() => onChange(name === panel ? undefined : name)}
            >
              <Icon size={20} stroke={1.5} aria-hidden />
              {name === 'share' && unread > 0 && <i className={classes.unread} aria-hidden />}
              <span className={classes.tabText}>{short}</span>
            </button>
          ))}
        </div>
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
          shortcut={findKeys(keyTable, 'show-keys')}
          tooltipSide="right"
          className={classes.keys ?? ''}
          onClick={onShowKeys}
        >
          <IconKeyboard size={18} stroke={1.5} />
        </IconButton>
      </nav>
      {open !== undefined && (
        <aside className={classes.panel} aria-label={open.label} data-panel={open.name} data-part>
          <header className={classes.head}>
            <h2>{open.label}</h2>
            <IconButton label="Close panel" onClick={() => onChange(undefined)}>
              <IconX size={16} stroke={1.5} />
            </IconButton>
          </header>
          <div className={classes.body} data-part-start>
            <PanelBody name={open.name} reviews={reviews} />
          </div>
        </aside>
      )}
    </>
  )
}

const labelShare = (unread: number) =>
  unread === 0 ? shareTab.label : `${shareTab.label}: ${unread} new ${unread === 1 ? 'comment' : 'comments'}`

function PanelBody({ name, reviews }: { name: PanelName; reviews: EditorReviews | undefined }) {
  switch (name) {
    case 'layers':
      return <LazyPart key={name} part={layersPanel} props={noProps} />
    case 'devices':
      return <LazyPart key={name} part={devicesPanel} props={noProps} />
    case 'text':
      return <LazyPart key={name} part={textPanel} props={noProps} />
    case 'background':
      return <LazyPart key={name} part={backgroundPanel} props={noProps} />
    case 'media':
      return <LazyPart key={name} part={mediaPanel} props={noProps} />
    case 'share':
      return reviews && <LazyPart key={name} part={sharePanel} props={{ reviews }} />
    case 'history':
      return <LazyPart key={name} part={historyPanel} props={noProps} />
    case 'conflicts':
      return <LazyPart key={name} part={conflictsPanel} props={noProps} />
    case 'templates':
      return <LazyPart key={name} part={templatesPanel} props={noProps} />
  }
}
