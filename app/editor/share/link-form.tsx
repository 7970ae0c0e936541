import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { CanvasSizeId, Locale } from '#app/document/model/ids.ts'
import { nameLocale } from '#app/document/model/name-locale.ts'
import { describeSize, planChoices } from '#app/export/plan-export.ts'
import type { NewReviewLink } from '../ports/reviews.ts'
import { useProject } from '../state/use-editor.ts'
import classes from './share.module.css'

const DAY_MS = 24 * 3_600_000
const lifetimes = [
  { value: '7', label: 'One week' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'A year' },
]
const PASSWORD_MIN = 4

type LinkFormProps = {
  /** Resolves with whether it was made. */
  onCreate: (link: NewReviewLink) => Promise<boolean>
  /** Absent: there is no link to go back to. */
  onCancel: (() => void) | undefined
}

export function LinkForm({ onCreate, onCancel }: LinkFormProps) {
  const project = useProject((whole) => whole)
  const { canvasSizeIds, locales } = useMemo(() => planChoices(project), [project])
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set())
  const [days, setDays] = useState('30')
  const [password, setPassword] = useState('')
  const [isBusy, setIsBusy] = useState(false)
  const sizes = canvasSizeIds.filter((id) => !leftOut.has(id))
  const languages = locales.filter((id) => !leftOut.has(id))
  const toggle = (id: string) =>
    setLeftOut((before) => {
      const next = new Set(before)
      if (!next.delete(id)) next.add(id)
      return next
    })

  async function submit(): Promise<void> {
    setIsBusy(true)
    const expiresAt = new Date(Date.now() + Number(days) * DAY_MS).toISOString()
    const isMade = await onCreate({
      canvasSizeIds: sizes,
      locales: languages,
      expiresAt,
      ...(password !== '' && { password }),
    })
    if (!isMade) setIsBusy(false)
  }

  if (canvasSizeIds.length === 0)
    return <p className={classes.note}>Add a screen first: there is nothing to share yet.</p>
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <Choices<CanvasSizeId>
        title="Sizes"
        ids={canvasSizeIds}
        chosen={sizes}
        name={describeSize}
        onToggle={toggle}
      />
      <Choices<Locale>
        title="Languages"
        ids={locales}
        chosen={languages}
        name={(id) => nameLocale(id)}
        onToggle={toggle}
      />
      <NativeSelect
        label="Works for"
        size="xs"
        data={lifetimes}
        value={days}
        onChange={(event) => setDays(event.currentTarget.value)}
      />
      <TextInput
        label="Password"
        description="Optional. Send it by another way than the link."
        size="xs"
        value={password}
        autoComplete="off"
        minLength={PASSWORD_MIN}
        maxLength={200}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <div className={classes.buttons}>
        <Button
          type="submit"
          size="xs"
          loading={isBusy}
          disabled={sizes.length === 0 || languages.length === 0}
        >
          Make and copy the link
        </Button>
        {onCancel && (
          <Button size="xs" variant="subtle" color="gray" onClick={onCancel}>
            Cancel
          </Button>
        )}
      </div>
    </form>
  )
}

type ChoicesProps<Id extends string> = {
  title: string
  ids: readonly Id[]
  chosen: readonly Id[]
  name: (id: Id) => string
  onToggle: (id: Id) => void
}

/** One alone is no choice. */
function Choices<Id extends string>({ title, ids, chosen, name, onToggle }: ChoicesProps<Id>) {
  if (ids.length < 2) return null
  return (
    <fieldset className={classes.choices}>
      <legend>{title}</legend>
      {ids.map((id) => (
        <Checkbox
          key={id}
          size="xs"
          label={name(id)}
          checked={chosen.includes(id)}
          onChange={() => onToggle(id)}
        />
      ))}
    </fieldset>
  )
}
