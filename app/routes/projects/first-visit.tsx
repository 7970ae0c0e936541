import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Form } from 'react-router'
import classes from './first-visit.module.css'
import { TemplateChoice } from './template-choice.tsx'
import type { TemplateClient } from './template-client.ts'

/** The empty list: what the app does, a finished sample to change, and where projects are stored. */
export function FirstVisit({
  sampleOffered,
  onImport,
  onPick,
  templates,
}: {
  sampleOffered: boolean
  /** Absent until this device can import. */
  onImport: (() => void) | undefined
  onPick: (kind: 'files' | 'folder') => void
  templates: TemplateClient | undefined
}) {
  return (
    <main className={classes.hero}>
      <div className={classes.words}>
        <h1 className={classes.title}>Store screenshots worth a second look</h1>
        <p className={classes.lead}>
          Drop captures of your app, set them in device frames with captions and backgrounds, and export every
          size the App Store and Google Play ask for.
        </p>
        <Form method="post" className={classes.actions}>
          <Button
            type="submit"
            name="intent"
            value="create"
            size="md"
            leftSection={<IconPlus size={18} stroke={2} />}
          >
            New project
          </Button>
          {sampleOffered && (
            <Button type="submit" name="intent" value="import-sample" size="md" variant="default">
              Open the sample
            </Button>
          )}
        </Form>
        <div className={classes.template}>{templates && <TemplateChoice client={templates} />}</div>
        <p className={classes.promise}>Works offline. Nothing leaves this device until you sign in.</p>
        {onImport && (
          <div className={classes.imports}>
            <button type="button" className={classes.import} onClick={() => onPick('files')}>
              Choose captures…
            </button>
            <button type="button" className={classes.import} onClick={() => onPick('folder')}>
              Choose a folder…
            </button>
            <button type="button" className={classes.import} onClick={onImport}>
              Import project files…
            </button>
          </div>
        )}
      </div>
      {sampleOffered ? (
        <Form method="post" className={classes.stage}>
          <button
            type="submit"
            name="intent"
            value="import-sample"
            className={classes.sample}
            aria-label="Open the sample project"
          >
            <SampleCover />
          </button>
        </Form>
      ) : (
        <div className={classes.stage}>
          <SampleCover />
        </div>
      )}
    </main>
  )
}

/** Drawn by bin/sample/make-cover.mjs with the editor's own drawing code. */
function SampleCover() {
  return (
    <img
      className={classes.cover}
      src="/sample/cover.webp"
      width={2240}
      height={904}
      alt="Five finished store screenshots of a tide app, in device frames with captions"
      draggable={false}
      // The largest picture of the page: before the scripts, which it does not wait for.
      fetchPriority="high"
    />
  )
}
