import { Button } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { Form } from 'react-router'
import { MAX_NAME_LENGTH } from '#app/ui/inline-rename.tsx'
import classes from './plain-project-forms.module.css'
import type { ProjectCardItem } from './project-list.ts'

/** The menu before and without JavaScript: the same button in the same place, opening plain forms over the picture. */
export function PlainProjectForms({ item }: { item: ProjectCardItem }) {
  return (
    <details className={classes.place}>
      <summary className={classes.button} aria-label={`Actions for ${item.name}`}>
        <IconDots size={18} stroke={1.75} />
      </summary>
      <div className={classes.panel}>
        <Form method="post" className={classes.row}>
          <input type="hidden" name="id" value={item.id} />
          <input
            name="name"
            className={classes.input}
            aria-label={`New name of ${item.name}`}
            defaultValue={item.name}
            maxLength={MAX_NAME_LENGTH}
            required
          />
          <Button type="submit" name="intent" value="rename" variant="default">
            Rename
          </Button>
        </Form>
        <Form method="post" className={classes.row}>
          <input type="hidden" name="id" value={item.id} />
          <Button type="submit" name="intent" value="duplicate" variant="default">
            Duplicate
          </Button>
          <Button type="submit" name="intent" value="delete" variant="light" color="red">
            Delete
          </Button>
        </Form>
      </div>
    </details>
  )
}
