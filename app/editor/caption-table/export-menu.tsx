import { Button, Menu } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconChevronDown, IconUpload } from '@tabler/icons-react'
import { useRef } from 'react'
import type { WrittenFile } from '#app/captions/caption-file.ts'
import type { CaptionFormat } from '#app/captions/write-caption-files.ts'
import { sanitizeFileName } from '#app/export/plan-file-names.ts'
import { saveFile } from '#app/export/save-file.ts'
import classes from './caption-table.module.css'
import type { CaptionTable } from './use-caption-table.ts'

const csv = { kind: 'csv', byteOrderMark: true } as const

const formats: readonly { label: string; format: CaptionFormat }[] = [
  { label: 'CSV, a column for each language', format: { ...csv, shape: 'wide', delimiter: ',' } },
  { label: 'CSV with semicolons', format: { ...csv, shape: 'wide', delimiter: ';' } },
  { label: 'CSV, a row for each text', format: { ...csv, shape: 'long', delimiter: ',' } },
  { label: 'TSV', format: { ...csv, shape: 'wide', delimiter: '\t' } },
  { label: 'JSON', format: { kind: 'json' } },
  { label: 'String catalogue (.xcstrings)', format: { kind: 'xcstrings' } },
  { label: '.strings for each language', format: { kind: 'strings', encoding: 'utf-8' } },
  { label: 'frameit of fastlane', format: { kind: 'frameit' } },
]

/** The captions that the table shows, as files. */
export function ExportMenu({ table }: { table: CaptionTable }) {
  const givenRef = useRef<HTMLInputElement>(null)
  const { project, sizeChoice, captions, locales } = table

  async function write(format: CaptionFormat): Promise<void> {
    table.commitEditing()
    const { writeCaptionFiles } = await import('#app/captions/write-caption-files.ts')
    const canvasSizeIds = sizeChoice === 'all' ? {} : { canvasSizeIds: [sizeChoice] }
    await save(project.name, writeCaptionFiles(project, { format, ...canvasSizeIds }))
  }

  async function update(file: File): Promise<void> {
    const { updateXcstrings } = await import('#app/captions/write-xcstrings.ts')
    const written = updateXcstrings(await file.text(), { captions, locales })
    if (written !== undefined) saveFile(new Blob([written]), file.name)
    else
      notifications.show({ color: 'red', message: `${file.name} is no string catalogue, or it is broken.` })
  }

  return (
    <>
      <Menu position="bottom-end" width={280}>
        <Menu.Target>
          <Button
            size="xs"
            leftSection={<IconUpload size={15} aria-hidden />}
            rightSection={<IconChevronDown size={13} aria-hidden />}
          >
            Export
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {formats.map(({ label, format }) => (
            <Menu.Item key={label} onClick={() => void write(format)}>
              {label}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={() => givenRef.current?.click()}>Update a string catalogue…</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <input
        ref={givenRef}
        type="file"
        hidden
        accept=".xcstrings"
        aria-label="String catalogue to update"
        className={classes.hidden}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? []
          event.currentTarget.value = ''
          if (file !== undefined) void update(file)
        }}
      />
    </>
  )
}

/** One file as it is, several in a ZIP. */
async function save(projectName: string, files: readonly WrittenFile[]): Promise<void> {
  const name = sanitizeFileName(projectName) || 'AppFrames'
  const [only] = files
  if (files.length === 1 && only !== undefined) {
    saveFile(new Blob([only.bytes.slice()]), `${name}-${only.path}`)
    return
  }
  const { makeZip } = await import('client-zip')
  const entries = files.map(({ path, bytes }) => ({
    name: path,
    input: bytes.slice(),
    lastModified: new Date(),
  }))
  const archive = await new Response(makeZip(entries)).blob()
  saveFile(new Blob([archive], { type: 'application/zip' }), `${name}-captions.zip`)
}
