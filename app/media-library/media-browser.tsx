import { Button, SegmentedControl } from '@mantine/core'
import { IconChevronDown, IconLayoutGrid, IconList, IconTrash } from '@tabler/icons-react'
import {
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useDeferredValue,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { MediaId } from '#app/document/model/ids.ts'
import { readKeys } from '#app/ui/keyboard/read-keys.ts'
import { DeleteDialog } from './delete-dialog.tsx'
import classes from './media-browser.module.css'
import type { MediaItem } from './media-library.ts'
import { MediaTile } from './media-tile.tsx'
import { MediaViewer } from './media-viewer.tsx'
import {
  countFiles,
  filterMedia,
  isFiltered,
  type MediaDateFilter,
  type MediaFilter,
  type MediaTypeFilter,
  noFilter,
  planFocus,
} from './plan-library.ts'
import { useMediaActions } from './use-media-actions.tsx'
import { useMediaSelection } from './use-media-selection.ts'

type MediaBrowserProps = {
  items: readonly MediaItem[]
  /** `panel`: narrow, small tiles. */
  density: 'page' | 'panel'
  query: string
  onClearQuery: () => void
  /** Called on a click; absent: the viewer opens. */
  onUse?: (item: MediaItem) => void
  /** Shown beside the filters. */
  toolbar?: ReactNode
  empty: ReactNode
}

const types: ReadonlyArray<{ value: MediaTypeFilter; label: string }> = [
  { value: 'all', label: 'All types' },
  { value: 'pictures', label: 'Pictures' },
  { value: 'videos', label: 'Videos' },
  { value: 'fonts', label: 'Fonts' },
  { value: 'only-cloud', label: 'Not on this device' },
  { value: 'failed', label: 'Failed' },
]
const dates: ReadonlyArray<{ value: MediaDateFilter; label: string }> = [
  { value: 'any', label: 'Any time' },
  { value: 'day', label: 'Last 24 hours' },
  { value: 'week', label: 'Last 7 days' },
  { value: 'month', label: 'Last 30 days' },
]
const none: readonly MediaItem[] = []
const VIEW_KEY = 'appframes:media-view'

/** Files as a grid or a list: filter, select several, rename, replace, delete, open in the viewer. */
export function MediaBrowser({
  items,
  density,
  query,
  onClearQuery,
  onUse,
  toolbar,
  empty,
}: MediaBrowserProps) {
  const listRef = useRef<HTMLUListElement>(null)
  const [choice, setChoice] = useState<Omit<MediaFilter, 'query'>>(noFilter)
  const [view, setView] = useState<'grid' | 'list'>(readView)
  const [opened, setOpened] = useState<MediaId>()
  const [focused, setFocused] = useState<MediaId>()
  const filter = { ...choice, query: useDeferredValue(query) }
  // Drawn in slices, the first time as well: with hundreds of files the page stays free.
  const drawn = useDeferredValue(items, none)
  const shown = useMemo(
    () => filterMedia(drawn, { query: filter.query, type: choice.type, date: choice.date }, Date.now()),
    [drawn, filter.query, choice],
  )
  const actions = useMediaActions()
  const { chosen, isSelected, toggle, selectAll, clear } = useMediaSelection(shown)
  const entry = shown.find(({ mediaId }) => mediaId === focused) ?? shown[0]
  const viewed = items.find(({ mediaIds }) => opened !== undefined && mediaIds.includes(opened))
  const open = useCallback((item: MediaItem) => setOpened(item.mediaId), [])
  const recordFocus = useCallback(({ mediaId }: MediaItem) => setFocused(mediaId), [])

  function handleKey(event: KeyboardEvent<HTMLUListElement>) {
    const buttons = [...(listRef.current?.querySelectorAll<HTMLElement>('[data-media-button]') ?? [])]
    const at = buttons.indexOf(document.activeElement as HTMLElement)
    if (at < 0) return
    const here = shown[at]
    const top = buttons[0]?.getBoundingClientRect().top
    const columns = buttons.findIndex((button) => button.getBoundingClientRect().top !== top)
    const to = planFocus(event.key, {
      at,
      count: buttons.length,
      columns: columns < 0 ? buttons.length : columns,
    })
    if (to !== undefined) buttons[to]?.focus()
    else if ((event.key === 'Delete' || event.key === 'Backspace') && here !== undefined) {
      void actions.remove(chosen.length > 0 ? chosen : [here])
    } else if (readKeys(event) === 'mod+a') selectAll()
    else if (event.key === 'Escape' && chosen.length > 0) clear()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  if (items.length === 0) {
    return (
      <>
        {toolbar}
        {empty}
      </>
    )
  }
  return (
    <div className={classes.browser} data-density={density}>
      <div className={classes.filters}>
        <Select
          label="Type"
          value={choice.type}
          options={types}
          onChange={(type) => setChoice({ ...choice, type })}
        />
        <Select
          label="Added"
          value={choice.date}
          options={dates}
          onChange={(date) => setChoice({ ...choice, date })}
        />
        <span className={classes.spring} />
        {toolbar}
        {density === 'page' && (
          <SegmentedControl
            size="xs"
            aria-label="View"
            value={view}
            onChange={(next) => {
              setView(next === 'list' ? 'list' : 'grid')
              localStorage.setItem(VIEW_KEY, next)
            }}
            data={[
              { value: 'grid', label: <ViewIcon label="Grid" icon={IconLayoutGrid} /> },
              { value: 'list', label: <ViewIcon label="List" icon={IconList} /> },
            ]}
          />
        )}
      </div>
      {chosen.length > 0 && (
        <div className={classes.selection} role="toolbar" aria-label="Selected files">
          <span className={classes.selectionCount}>{`${countFiles(chosen.length)} selected`}</span>
          <Button size="xs" variant="subtle" color="gray" onClick={selectAll}>
            Select all
          </Button>
          <Button size="xs" variant="subtle" color="gray" onClick={clear}>
            Clear
          </Button>
          <span className={classes.spring} />
          <Button
            size="xs"
            variant="subtle"
            color="red"
            leftSection={<IconTrash size={14} stroke={1.75} />}
            onClick={() => void actions.remove(chosen)}
          >
            Delete
          </Button>
        </div>
      )}
      {shown.length === 0 && drawn !== none ? (
        <div className={classes.nothing}>
          <p>Nothing matches.</p>
          <Button
            variant="default"
            onClick={() => {
              setChoice(noFilter)
              onClearQuery()
            }}
          >
            Show everything
          </Button>
        </div>
      ) : (
        <ul
          ref={listRef}
          className={view === 'grid' || density === 'panel' ? classes.grid : classes.list}
          aria-label="Files"
          onKeyDown={handleKey}
        >
          {shown.map((item) => (
            <MediaTile
              key={item.mediaId}
              item={item}
              isSelected={isSelected(item)}
              isEntry={item === entry}
              isDraggable={onUse !== undefined}
              actions={actions}
              onActivate={onUse ?? open}
              onOpen={open}
              onSelect={toggle}
              onFocus={recordFocus}
            />
          ))}
        </ul>
      )}
      <p className="ui-visually-hidden" role="status">
        {isFiltered(filter) ? `${shown.length} of ${items.length} files match. ` : ''}
        {actions.announcement}
      </p>
      <DeleteDialog question={actions.question} actions={actions} />
      <MediaViewer item={viewed} actions={actions} onClose={() => setOpened(undefined)} />
    </div>
  )
}

function readView(): 'grid' | 'list' {
  return localStorage.getItem(VIEW_KEY) === 'list' ? 'list' : 'grid'
}

function ViewIcon({ label, icon: Icon }: { label: string; icon: typeof IconList }) {
  return (
    <span className={classes.viewIcon} title={label}>
      <Icon size={16} stroke={1.75} aria-hidden />
      <span className="ui-visually-hidden">{label}</span>
    </span>
  )
}

/** The browser's own select: the system's picker on phones, arrow keys everywhere. */
function Select<Value extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string
  value: Value
  options: ReadonlyArray<{ value: Value; label: string }>
  onChange: (value: Value) => void
}) {
  return (
    <span className={classes.selectWrap}>
      <select
        className={classes.select}
        aria-label={label}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.currentTarget.value)
          if (chosen !== undefined) onChange(chosen.value)
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <IconChevronDown size={14} stroke={2} className={classes.chevron} aria-hidden />
    </span>
  )
}
