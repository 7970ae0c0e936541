import { IconLayout, IconX } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef } from 'react'
import type { StartTemplate } from '#app/client/projects/start-template.ts'
import { templateSets } from '#app/document/template-sets/template-set-list.ts'
import { useObservable } from '#app/observable/use-observable.ts'
import { OwnWords } from '#app/ui/own-words.tsx'
import type { TemplateClient } from './template-client.ts'
import classes from './template-picker.module.css'

/** Every template, those of the user's own last, in a dialogue over the list. A choice closes it. */
export function TemplatePicker({ client, onClose }: { client: TemplateClient; onClose: () => void }) {
  const dialogRef = useRef<HTMLDialogElement>(null)
  const chosen = useObservable(client.startTemplate)
  const own = useObservable(client.templates)
  useEffect(() => dialogRef.current?.showModal(), [])

  function choose(template: StartTemplate | undefined) {
    client.startTemplate.choose(template)
    dialogRef.current?.close()
  }

  return (
    <dialog
      ref={dialogRef}
      className={classes.dialog}
      aria-labelledby="template-picker-title"
      onClose={onClose}
      closedby="any"
    >
      <div className={classes.body}>
        <header className={classes.head}>
          <div>
            <h2 id="template-picker-title">Start with a template</h2>
            <p>
              Captures that you drop become finished screens. You can change it at any time in the editor.
            </p>
          </div>
          <button
            type="button"
            className={classes.close}
            aria-label="Close"
            onClick={() => dialogRef.current?.close()}
          >
            <IconX size={18} stroke={1.5} />
          </button>
        </header>
        <ul className={classes.grid}>
          <TemplateCard
            isChosen={chosen === undefined}
            name="No template"
            about="A caption above each device"
            onChoose={() => choose(undefined)}
          />
          {templateSets.map(({ id, name, about }) => (
            <TemplateCard
              key={id}
              isChosen={chosen?.id === id}
              pictureUrl={`/sample/sets/${id}.webp`}
              name={name}
              about={about}
              onChoose={() => choose({ id, name })}
            />
          ))}
          {own.map(({ id, name }) => (
            <TemplateCard
              key={id}
              isChosen={chosen?.id === id}
              name={<OwnWords>{name}</OwnWords>}
              about="Your own"
              onChoose={() => choose({ id, name })}
            />
          ))}
        </ul>
      </div>
    </dialog>
  )
}

type TemplateCardProps = {
  isChosen: boolean
  /** Without one, the card shows an icon. */
  pictureUrl?: string
  name: ReactNode
  about: string
  onChoose: () => void
}

function TemplateCard({ isChosen, pictureUrl, name, about, onChoose }: TemplateCardProps) {
  return (
    <li>
      <button type="button" className={classes.card} aria-pressed={isChosen} onClick={onChoose}>
        {pictureUrl === undefined ? (
          <span className={classes.plain}>
            <IconLayout size={24} stroke={1.25} aria-hidden />
          </span>
        ) : (
          <img
            className={classes.picture}
            src={pictureUrl}
            width={300}
            height={209}
            alt=""
            loading="lazy"
            draggable={false}
          />
        )}
        <span className={classes.name}>{name}</span>
        <span className={classes.about}>{about}</span>
      </button>
    </li>
  )
}
