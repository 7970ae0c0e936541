import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import {
  IconArrowsExchange,
  IconDots,
  IconDownload,
  IconEdit,
  IconEye,
  IconRefresh,
  IconTrash,
} from '@tabler/icons-react'
import { useRef } from 'react'
import { acceptedFiles, acceptedFonts } from './accepted-files.ts'
import type { MediaItem } from './media-library.ts'
import { useMediaLibrary } from './media-library-provider.tsx'
import type { MediaActions } from './use-media-actions.tsx'

type MediaMenuProps = {
  item: MediaItem
  actions: MediaActions
  onOpen: () => void
  onRename: () => void
}

export function MediaMenu({ item, actions, onOpen, onRename }: MediaMenuProps) {
  const library = useMediaLibrary()
  const inputRef = useRef<HTMLInputElement>(null)

  async function save() {
    const original = await library.findOriginal(item)
    if (original === undefined) {
      actions.showToast(`The original of “${item.fileName}” cannot be fetched now. Go online and try again.`)
      return
    }
    const link = document.createElement('a')
    link.href = URL.createObjectURL(original)
    link.download = item.fileName
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
  }

  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Tooltip label="More">
            <ActionIcon aria-label={`More about ${item.fileName}`} tabIndex={-1}>
              <IconDots size={16} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconEye size={16} stroke={1.5} />} onClick={onOpen}>
            {item.fileType === 'font' ? 'View' : 'View and edit'}
          </Menu.Item>
          <Menu.Item leftSection={<IconEdit size={16} stroke={1.5} />} rightSection="F2" onClick={onRename}>
            Rename
          </Menu.Item>
          <Menu.Item
            leftSection={<IconArrowsExchange size={16} stroke={1.5} />}
            onClick={() => inputRef.current?.click()}
          >
            Replace everywhere…
          </Menu.Item>
          <Menu.Item leftSection={<IconDownload size={16} stroke={1.5} />} onClick={() => void save()}>
            Save original
          </Menu.Item>
          {item.badge.kind === 'failed' && (
            <Menu.Item
              leftSection={<IconRefresh size={16} stroke={1.5} />}
              onClick={() => actions.retry(item)}
            >
              Try the upload again
            </Menu.Item>
          )}
          <Menu.Divider />
          <Menu.Item
            data-danger
            leftSection={<IconTrash size={16} stroke={1.5} />}
            rightSection="Del"
            onClick={() => void actions.remove([item])}
          >
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <input
        ref={inputRef}
        type="file"
        hidden
        accept={item.fileType === 'font' ? acceptedFonts : acceptedFiles}
        aria-label={`Choose what replaces ${item.fileName}`}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? []
          event.currentTarget.value = ''
          if (file !== undefined) void actions.replaceByFile(item, file)
        }}
      />
    </>
  )
}
