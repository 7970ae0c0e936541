import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { formatBytes } from '#app/document/model/format-bytes.ts'
import classes from './account-page.module.css'
import type { AccountPanelProps } from './account-panel.ts'
import { AccountSection } from './account-section.tsx'

export function StorageSection({ data }: Pick<AccountPanelProps, 'data'>) {
  const { projects, media } = data.storage
  return (
    <AccountSection
      title="Your work"
      intro="What your account keeps on the server, and how much it may keep. What waits on a device to be synced is not counted."
    >
      <dl className={classes.numbers}>
        <div>
          <dt>
            {projects.count} of {projects.maxCount} projects
          </dt>
          <dd>
            {formatBytes(projects.sizeBytes)} of {formatBytes(projects.maxBytes)}
          </dd>
        </div>
        <div>
          <dt>{media.count === 1 ? '1 picture or video' : `${media.count} pictures and videos`}</dt>
          <dd>
            {formatBytes(media.sizeBytes)} of {formatBytes(media.maxBytes)}
          </dd>
        </div>
        <div>
          <dt>Together</dt>
          <dd>{formatBytes(projects.sizeBytes + media.sizeBytes)}</dd>
        </div>
      </dl>
      <div>
        <Button
          component="a"
          href="/api/account/archive"
          download
          variant="default"
          leftSection={<IconDownload size={16} stroke={1.75} />}
        >
          Download everything
        </Button>
        <p className={classes.lead}>
          One ZIP with every project as a file and every picture and video; “Import project files” of any list
          takes it.
        </p>
      </div>
    </AccountSection>
  )
}
