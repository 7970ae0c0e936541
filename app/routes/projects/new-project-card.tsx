import { IconPlus } from '@tabler/icons-react'
import { Form } from 'react-router'
import classes from './new-project-card.module.css'

export function NewProjectCard() {
  return (
    <li className={classes.card}>
      <Form method="post" className={classes.form}>
        <button type="submit" name="intent" value="create" className={classes.tile}>
          <span className={classes.plus}>
            <IconPlus size={20} stroke={1.75} />
          </span>
          <span className={classes.label}>New project</span>
          <span className={classes.hint}>or drop captures anywhere</span>
        </button>
      </Form>
    </li>
  )
}
