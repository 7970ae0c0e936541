import { Button } from '@mantine/core'
import { canPickFolder, pickFolder } from '#app/export/pick-folder.ts'
import { ChoiceRow } from './choice-row.tsx'
import classes from './export-panel.module.css'
import type { ExportSetup } from './use-export-setup.ts'

type PlaceChoicesProps = { setup: ExportSetup; onChange: (patch: Partial<ExportSetup>) => void }

/** Downloads or, in browsers that can write there, a folder of the user's. */
export function PlaceChoices({ setup, onChange }: PlaceChoicesProps) {
  const { place, folder } = setup
  if (!canPickFolder()) return null
  const choose = async () => {
    const picked = await pickFolder('readwrite')
    if (picked) onChange({ place: 'folder', folder: picked })
  }
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>Save to</legend>
      <ChoiceRow
        name="place"
        value="download"
        checked={place === 'download'}
        onChoose={(value) => onChange({ place: value })}
        label="Downloads"
        hint="Several pictures in one ZIP"
      />
      <ChoiceRow
        name="place"
        value="folder"
        checked={place === 'folder'}
        onChoose={(value) => {
          onChange({ place: value })
          if (folder === undefined) void choose()
        }}
        label={
          folder ? (
            <>
              Folder <span translate="no">“{folder.name}”</span>
            </>
          ) : (
            'A folder'
          )
        }
        hint="Only what changed is written"
      />
      {place === 'folder' && (
        <Button
          className={classes.below}
          size="xs"
          variant={folder ? 'subtle' : 'default'}
          onClick={() => void choose()}
        >
          {folder ? 'Choose another folder…' : 'Choose a folder…'}
        </Button>
      )}
    </fieldset>
  )
}
