import { useMemo } from 'react'
import { fontFamilyOf } from '#app/document/model/font-media.ts'
import { useMediaLibrary } from '#app/media-library/media-library-provider.tsx'
import { useObservable } from '#app/observable/use-observable.ts'
import { useEditor } from '../state/use-editor.ts'
import { nameFont } from './name-font.ts'

export type OwnFont = { family: string; label: string }

/** The fonts of the media library, by their names. */
export function useOwnFonts(): readonly OwnFont[] {
  const { fonts } = useEditor()
  const items = useObservable(useMediaLibrary().items)
  const version = useObservable(fonts.version)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a font that was loaded has its name
  return useMemo(() => {
    const own = (items ?? []).filter(({ fileType }) => fileType === 'font')
    const named = own.map(({ mediaId, fileName }): OwnFont => {
      const family = fontFamilyOf(mediaId)
      return { family, label: nameFont(family, () => fileName) }
    })
    return named.sort((a, b) => a.label.localeCompare(b.label))
  }, [items, version])
}
