import { notifications } from '@mantine/notifications'
import { formatShortcut } from '#app/ui/keyboard/format-shortcut.ts'

/** Cut and copy from a menu: the browser raises the same events as for its keys. */
export function runCopy(kind: 'cut' | 'copy'): void {
  document.execCommand(kind)
}

/**
 * Paste from a menu: what the clipboard holds is handed to the page as the browser's own event would, once the user
 * allows it.
 */
export async function runPaste(): Promise<void> {
  try {
    const data = new DataTransfer()
    for (const item of await navigator.clipboard.read()) {
      for (const type of item.types) {
        const blob = await item.getType(type)
        if (type.startsWith('text/')) data.setData(type, await blob.text())
        else data.items.add(new File([blob], `Pasted.${type.split('/')[1] ?? 'png'}`, { type }))
      }
    }
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
    document.body.dispatchEvent(event)
  } catch (error) {
    console.warn('The clipboard could not be read.', error)
    notifications.show({
      id: 'paste',
      message: `This browser does not let a menu read the clipboard. Press ${formatShortcut('mod+V')} to paste.`,
      closeButtonProps: { 'aria-label': 'Dismiss' },
    })
  }
}
