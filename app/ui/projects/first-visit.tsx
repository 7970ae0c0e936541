import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Form } from 'react-router'
import classes from './first-visit.module.css'
import { SamplePreview } from './sample-preview.tsx'

export type FirstVisitProps = { sampleOffered: boolean; sampleCoverUrl?: string | undefined }

/** The list while there is nothing in it: what this is, a finished sample to change, and where the work stays. */
export function FirstVisit({ sampleOffered, sampleCoverUrl }: FirstVisitProps) {
  const cover =
    sampleCoverUrl === undefined ? (
      <SamplePreview />
    ) : (
      <img className={classes.cover} src={sampleCoverUrl} alt="" draggable={false} />
    )
  return (
    <main className={classes.hero}>
      <div className={classes.words}>
        <h1 className={classes.title}>Store screenshots worth a second look</h1>
        <p className={classes.lead}>
          Drop captures of your app. They get device frames, captions and backgrounds, and leave as files of
          exactly the sizes the App Store and Google Play ask for.
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
        <p className={classes.promise}>Works offline. Nothing leaves this device until you sign in.</p>
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
            {cover}
          </button>
        </Form>
      ) : (
        <div className={classes.stage}>{cover}</div>
      )}
    </main>
  )
}
