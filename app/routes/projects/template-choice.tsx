import { IconChevronDown, IconLayout } from '@tabler/icons-react'
import { useState } from 'react'
import { useObservable } from '#app/observable/use-observable.ts'
import { definePart, LazyPart } from '#app/ui/lazy-part.tsx'
import classes from './template-choice.module.css'
import type { TemplateClient } from './template-client.ts'

const picker = definePart(async () => (await import('./template-picker.tsx')).TemplatePicker)

/** The template that the next project starts with, whether it is made by the button or by a drop. */
export function TemplateChoice({
  client,
  isCompact = false,
}: {
  client: TemplateClient
  isCompact?: boolean
}) {
  const chosen = useObservable(client.startTemplate)
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        className={classes.choice}
        data-compact={isCompact || undefined}
        aria-haspopup="dialog"
        onClick={() => setIsOpen(true)}
        onPointerEnter={() => picker.preload()}
      >
        <IconLayout size={16} stroke={1.5} aria-hidden />
        <span className={classes.text}>
          Template: <span translate="no">{chosen?.name ?? 'none'}</span>
        </span>
        <IconChevronDown size={14} stroke={1.5} aria-hidden />
      </button>
      {isOpen && <LazyPart part={picker} props={{ client, onClose: () => setIsOpen(false) }} />}
    </>
  )
}
