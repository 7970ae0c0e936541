import { Button, Group, Modal } from '@mantine/core'
import classes from './media-browser.module.css'
import type { MediaItem, MediaUse } from './media-library.ts'
import { countFiles } from './plan-library.ts'
import type { DeleteQuestion, MediaActions } from './use-media-actions.tsx'

/** Lists where the file is used, before it is deleted. */
export function DeleteDialog({
  question,
  actions,
}: {
  question: DeleteQuestion | undefined
  actions: MediaActions
}) {
  const items = question?.items ?? []
  const [first] = items
  const what = items.length === 1 ? <span translate="no">“{first?.fileName}”</span> : countFiles(items.length)
  const title = <>Delete {what}?</>
  return (
    <Modal opened={question !== undefined} onClose={actions.keep} title={title} size="md">
      <p className={classes.dialogText}>
        {items.length === 1 ? 'It is used here.' : 'Some of them are used here.'} {describeLoss(items)}
      </p>
      <ul className={classes.uses}>
        {question?.uses.map((use) => (
          <li key={use.projectId}>
            <span translate="no">{use.projectName}</span> · {countScreens(use)}
          </li>
        ))}
      </ul>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={actions.keep} data-autofocus>
          Keep
        </Button>
        <Button color="red" onClick={() => void actions.deleteNow(items)}>
          Delete
        </Button>
      </Group>
    </Modal>
  )
}

/** A text without its font is still shown, but no file is made of it. */
function describeLoss(items: readonly MediaItem[]): string {
  return items.every(({ fileType }) => fileType === 'font')
    ? 'The text of these screens will be shown in other letters, and not exported before it has another font:'
    : 'These screens will show a placeholder instead:'
}

function countScreens({ screenCount }: MediaUse): string {
  return screenCount === 1 ? '1 screen' : `${screenCount} screens`
}
