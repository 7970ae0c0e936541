import { useCallbackRef } from '@mantine/hooks'
import { useCallback, useMemo, useState } from 'react'
import type { MediaId } from '#app/document/model/ids.ts'
import type { MediaItem } from './media-library.ts'

/** The selected files, in the order they are shown. Shift selects everything since the last one. */
export function useMediaSelection(shown: readonly MediaItem[]) {
  const [ids, setIds] = useState<ReadonlySet<MediaId>>(new Set())
  const [anchor, setAnchor] = useState<MediaId>()

  // Stable between renders: hundreds of tiles use it, and files arrive one after the other.
  const toggle = useCallbackRef((item: MediaItem, { shiftKey }: { shiftKey: boolean }) => {
    const from = shown.findIndex(({ mediaId }) => mediaId === anchor)
    const to = shown.findIndex(({ mediaId }) => mediaId === item.mediaId)
    setIds((before) => {
      const next = new Set(before)
      if (shiftKey && from >= 0 && to >= 0) {
        for (const { mediaId } of shown.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(mediaId)
      } else if (!next.delete(item.mediaId)) next.add(item.mediaId)
      return next
    })
    setAnchor(item.mediaId)
  })

  // Actions skip files that were deleted or filtered out.
  const chosen = useMemo(() => shown.filter(({ mediaId }) => ids.has(mediaId)), [shown, ids])
  return {
    chosen,
    isSelected: (item: MediaItem) => ids.has(item.mediaId),
    toggle,
    selectAll: () => setIds(new Set(shown.map(({ mediaId }) => mediaId))),
    clear: useCallback(() => setIds(new Set()), []),
  }
}
