import { Button } from '@mantine/core'
import { useRef } from 'react'
import { canPickFolder, listPictures, pickFolder, readPictures } from '#app/export/pick-folder.ts'
import { countPictures } from '#app/export/plan-export.ts'
import { ChoiceRow } from './choice-row.tsx'
import classes from './export-panel.module.css'
import type { ExportSetup } from './use-export-setup.ts'

type OnlyChoicesProps = {
  setup: ExportSetup
  onChange: (patch: Partial<ExportSetup>) => void
  /** Milliseconds since the epoch; `undefined`: this project was not exported like this on this device. */
  lastMs: number | undefined
  changedCount: number | undefined
}

/** Everything, or what differs from the last export or from the pictures of a folder. */
export function OnlyChoices({ setup, onChange, lastMs, changedCount }: OnlyChoicesProps) {
  const input = useRef<HTMLInputElement>(null)
  const { only, listing, place } = setup
  const choose = async () => {
    if (!canPickFolder()) return input.current?.click()
    const folder = await pickFolder('read')
    if (folder) onChange({ only: 'since-folder', listing: await readPictures(folder) })
  }
  const isKnown = lastMs !== undefined && place === 'download'
  const count = changedCount === undefined ? '' : `${countPictures(changedCount)} · `
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>Pictures</legend>
      <ChoiceRow
        name="only"
        value="everything"
        checked={only === 'everything' || (only === 'since-last' && !isKnown)}
        onChoose={(value) => onChange({ only: value })}
        label="All of them"
        hint="What is made already is not drawn again"
      />
      {isKnown && (
        <ChoiceRow
          name="only"
          value="since-last"
          checked={only === 'since-last'}
          onChoose={(value) => onChange({ only: value })}
          label="What changed since the last export"
          hint={`${count}${formatTime(lastMs)}`}
        />
      )}
      <ChoiceRow
        name="only"
        value="since-folder"
        checked={only === 'since-folder'}
        onChoose={(value) => {
          onChange({ only: value })
          if (listing === undefined) void choose()
        }}
        label="What differs from the live listing"
        hint={
          listing ? (
            <>
              <span translate="no">“{listing.name}”</span> · {countPictures(listing.pictures.length)}
            </>
          ) : (
            'A folder with the pictures as they are in the store'
          )
        }
      />
      {only === 'since-folder' && (
        <Button
          className={classes.below}
          size="xs"
          variant={listing ? 'subtle' : 'default'}
          onClick={() => void choose()}
        >
          {listing ? 'Compare with another folder…' : 'Choose the folder…'}
        </Button>
      )}
      <input
        ref={input}
        type="file"
        hidden
        aria-label="Folder of the live listing"
        {...{ webkitdirectory: '' }}
        onChange={({ currentTarget: { files } }) =>
          files && onChange({ only: 'since-folder', listing: listPictures([...files]) })
        }
      />
    </fieldset>
  )
}

const formatTime = (atMs: number): string =>
  new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(atMs)
