import { Button } from '@mantine/core'
import { IconPhotoPlus } from '@tabler/icons-react'
import { type ReactNode, useRef, useState } from 'react'
import { readChosenFiles, readDroppedFiles } from '#app/media/incoming-files.ts'
import { acceptedFiles, acceptedFonts } from '#app/media-library/accepted-files.ts'
import { ImportStatus } from '#app/media-library/import-status.tsx'
import { MediaBrowser } from '#app/media-library/media-browser.tsx'
import { mediaKeys } from '#app/media-library/media-keys.ts'
import { useMediaLibrary } from '#app/media-library/media-library-provider.tsx'
import classes from '#app/media-library/media-page.module.css'
import { SpaceLine } from '#app/media-library/space-line.tsx'
import { useMediaImport } from '#app/media-library/use-media-import.ts'
import { useObservable } from '#app/observable/use-observable.ts'
import { DropOverlay } from '#app/ui/drop-overlay.tsx'
import { ShortcutSheetOnKey } from '#app/ui/keyboard/shortcut-sheet-on-key.tsx'
import { SearchField } from '#app/ui/search-field.tsx'
import { AppHeader, type AppHeaderProps } from '../shell/app-header.tsx'

export type MediaPageProps = Pick<AppHeaderProps, 'account' | 'status' | 'device'> & { notice?: ReactNode }

/** Every picture, video and font of this identity. */
export function MediaPage({ notice, ...header }: MediaPageProps) {
  const library = useMediaLibrary()
  const items = useObservable(library.items)
  const [query, setQuery] = useState('')
  const inputRef = useRef<HTMLInputElement>(null)
  const { importFiles, status } = useMediaImport()
  const hasFiles = items !== undefined && items.length > 0
  const pick = () => inputRef.current?.click()

  return (
    <div className={classes.page}>
      <AppHeader
        {...header}
        search={hasFiles && <SearchField label="Search files" value={query} onChange={setQuery} />}
      />
      <ShortcutSheetOnKey table={mediaKeys} />
      {notice}
      <main className={classes.main}>
        <div className={classes.head}>
          <h1 className={classes.title}>Media</h1>
          {hasFiles && <span className={classes.count}>{items.length}</span>}
          <span className={classes.spring} />
          {hasFiles && (
            <Button
              className={classes.add}
              leftSection={<IconPhotoPlus size={16} stroke={2} />}
              onClick={pick}
            >
              Add files
            </Button>
          )}
        </div>
        {hasFiles && <SpaceLine />}
        {items === undefined ? (
          <div className={classes.outlines} aria-hidden="true">
            {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
              <div key={key} className={classes.outline} />
            ))}
          </div>
        ) : (
          <MediaBrowser
            items={items}
            density="page"
            query={query}
            onClearQuery={() => setQuery('')}
            empty={<NoFiles onPick={pick} isSignedIn={library.isSignedIn} />}
          />
        )}
      </main>
      <input
        ref={inputRef}
        type="file"
        hidden
        multiple
        accept={`${acceptedFiles},${acceptedFonts}`}
        aria-label="Choose files"
        data-media-input
        onChange={(event) => {
          void importFiles(readChosenFiles(event.currentTarget.files))
          event.currentTarget.value = ''
        }}
      />
      <DropOverlay
        title="Drop to add to your media"
        text="PNG, JPEG, WebP and GIF pictures, MP4 and WebM videos."
        onDropFiles={(dropped) => void readDroppedFiles(dropped).then(importFiles)}
      />
      <ImportStatus
        {...status}
        nameProgress={({ done, total }) => `Adding files: ${done} of ${total}`}
        label="Files added"
        className={classes.importPlace}
      />
    </div>
  )
}

function NoFiles({ onPick, isSignedIn }: { onPick: () => void; isSignedIn: boolean }) {
  return (
    <button type="button" className={classes.empty} onClick={onPick}>
      <IconPhotoPlus size={40} stroke={1.25} aria-hidden />
      <span className={classes.emptyTitle}>Drop captures here, or choose files</span>
      <span className={classes.emptyText}>
        PNG, JPEG, WebP and GIF pictures, MP4 and WebM videos. They are kept on this device
        {isSignedIn ? ' and in your account, and are there on your other devices.' : ' until you sign in.'}
      </span>
    </button>
  )
}
