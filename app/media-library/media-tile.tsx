import { IconCloud, IconPhoto, IconPlayerPlayFilled, IconTypography } from '@tabler/icons-react'
import { type KeyboardEvent, type MouseEvent, memo, useRef, useState } from 'react'
import { InlineRename } from '#app/ui/inline-rename.tsx'
import { useNear } from '#app/ui/use-near.ts'
import { mediaDragType } from './accepted-files.ts'
import { MediaBadge } from './media-badge.tsx'
import classes from './media-browser.module.css'
import type { MediaItem } from './media-library.ts'
import { MediaMenu } from './media-menu.tsx'
import { describeBadge, describeFile, describeSize } from './plan-library.ts'
import { shortenName } from './shorten-name.ts'
import { useThumbnail } from './use-library.ts'
import type { MediaActions } from './use-media-actions.tsx'

export type MediaTileProps = {
  item: MediaItem
  isSelected: boolean
  /** Only one tile is in the tab order; arrow keys reach the others. */
  isEntry: boolean
  isDraggable: boolean
  actions: MediaActions
  onActivate: (item: MediaItem) => void
  onOpen: (item: MediaItem) => void
  onSelect: (item: MediaItem, event: { shiftKey: boolean }) => void
  onFocus: (item: MediaItem) => void
}

/**
 * One file, as a tile or as a row: the stylesheet decides. Its thumbnail, badge and menu render when it is near the
 * window: hundreds of them take a second, and a thumbnail may have to be downloaded.
 */
export const MediaTile = memo(function MediaTile(props: MediaTileProps) {
  const { item, isSelected, isEntry, isDraggable, actions, onActivate, onOpen, onSelect, onFocus } = props
  const { ref, isNear, comeNear } = useNear<HTMLLIElement>()
  const [isRenaming, setIsRenaming] = useState(false)
  const buttonRef = useRef<HTMLButtonElement>(null)
  const name = item.fileName

  function handleClick(event: MouseEvent) {
    if (event.shiftKey || event.metaKey || event.ctrlKey) onSelect(item, event)
    else onActivate(item)
  }

  function handleKey(event: KeyboardEvent) {
    if (event.key === 'F2') setIsRenaming(true)
    else if (event.key === ' ') onSelect(item, event)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <li
      ref={ref}
      className={classes.tile}
      data-selected={isSelected || undefined}
      data-media={item.mediaId}
      onFocus={comeNear}
    >
      <button
        ref={buttonRef}
        type="button"
        className={classes.picture}
        data-media-button
        aria-label={`${name}, ${describeFile(item)}, ${describeBadge(item.badge)}${isSelected ? ', selected' : ''}`}
        tabIndex={isEntry ? 0 : -1}
        draggable={isDraggable}
        onDragStart={(event) => {
          event.dataTransfer.setData(mediaDragType, item.mediaId)
          event.dataTransfer.effectAllowed = 'copy'
        }}
        onFocus={() => onFocus(item)}
        onClick={handleClick}
        onKeyDown={handleKey}
      >
        {isNear ? <Thumbnail item={item} /> : <NoPicture item={item} />}
      </button>
      <label className={classes.check}>
        <input
          type="checkbox"
          checked={isSelected}
          tabIndex={-1}
          aria-label={`Select ${name}`}
          onChange={(event) => onSelect(item, { shiftKey: (event.nativeEvent as PointerEvent).shiftKey })}
        />
      </label>
      <div className={classes.text}>
        {isRenaming ? (
          <InlineRename
            className={classes.rename}
            name={name}
            selectUntil={endOfStem(name)}
            onRename={(next) => void actions.rename(item, next)}
            onClose={(byKey) => {
              setIsRenaming(false)
              if (byKey) buttonRef.current?.focus()
            }}
          />
        ) : (
          <span className={classes.name} title={name} translate="no">
            <Name name={name} />
          </span>
        )}
        <span className={classes.about}>{describeSize(item)}</span>
      </div>
      <div className={classes.state}>
        {isNear && <MediaBadge item={item} onRetry={() => actions.retry(item)} />}
      </div>
      <div className={classes.menu}>
        {isNear && (
          <MediaMenu
            item={item}
            actions={actions}
            onOpen={() => onOpen(item)}
            onRename={() => setIsRenaming(true)}
          />
        )}
      </div>
    </li>
  )
})

/** Tiles show a long name without its middle, rows the whole; the stylesheet chooses. */
function Name({ name }: { name: string }) {
  const short = shortenName(name)
  if (short === name) return name
  return (
    <>
      <span className={classes.wholeName}>{name}</span>
      <span className={classes.shortName} aria-hidden>
        {short}
      </span>
    </>
  )
}

function NoPicture({ item }: { item: MediaItem }) {
  const Icon = item.fileType === 'font' ? IconTypography : IconPhoto
  return (
    <span className={classes.noPicture}>
      <Icon size={24} stroke={1.25} aria-hidden />
    </span>
  )
}

function Thumbnail({ item }: { item: MediaItem }) {
  const url = useThumbnail(item.mediaId)
  const share = item.badge.kind === 'uploading' ? item.badge.share : item.downloadShare
  return (
    <>
      {url === undefined ? (
        <NoPicture item={item} />
      ) : (
        <img src={url} alt="" draggable={false} loading="lazy" decoding="async" />
      )}
      {item.fileType === 'video' && (
        <span className={classes.play}>
          <IconPlayerPlayFilled size={12} aria-hidden />
        </span>
      )}
      {item.isRemote && (
        <span className={classes.remote} title="In your account, not on this device yet">
          <IconCloud size={14} stroke={1.75} aria-hidden />
        </span>
      )}
      {share !== undefined && (
        <span className={classes.progress}>
          <span style={{ width: `${share * 100}%` }} />
        </span>
      )}
    </>
  )
}

/** The extension is not selected, because it is rarely changed. */
function endOfStem(name: string): number {
  const dot = name.lastIndexOf('.')
  return dot > 0 ? dot : name.length
}
