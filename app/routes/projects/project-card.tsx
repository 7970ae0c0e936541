import { type KeyboardEvent, memo, useRef, useState } from 'react'
import { Link } from 'react-router'
import { InlineRename } from '#app/ui/inline-rename.tsx'
import { TimeAgo } from '#app/ui/time-ago.tsx'
import { StatusIcon } from '../shell/status-icon.tsx'
import { PlainProjectForms } from './plain-project-forms.tsx'
import classes from './project-card.module.css'
import { type CardStatus, type ProjectCardItem, summarizeLabels } from './project-list.ts'
import { ProjectMenu } from './project-menu.tsx'
import { ProjectThumbnail } from './project-thumbnail.tsx'
import type { ProjectActions } from './use-project-actions.tsx'

export type ProjectCardProps = { item: ProjectCardItem; actions: ProjectActions; hydrated: boolean }

/** Deleting takes the focused element away: the focus goes to the neighbour, not to the top of the page. */
function focusNeighbour(card: HTMLElement | null) {
  const neighbour = card?.nextElementSibling ?? card?.previousElementSibling
  neighbour?.querySelector<HTMLElement>('a, button')?.focus()
}

export const ProjectCard = memo(function ProjectCard({ item, actions, hydrated }: ProjectCardProps) {
  const cardRef = useRef<HTMLLIElement>(null)
  const linkRef = useRef<HTMLAnchorElement>(null)
  const [isRenaming, setIsRenaming] = useState(false)
  const details = [summarizeLabels(item.sizeLabels), summarizeLabels(item.languageLabels)]
    .filter(Boolean)
    .join(' · ')

  function remove() {
    focusNeighbour(cardRef.current)
    actions.remove(item)
  }

  function handleKeyDown(event: KeyboardEvent) {
    if (event.target !== linkRef.current) return
    if (event.key === 'F2') setIsRenaming(true)
    if (event.key === 'Delete' || event.key === 'Backspace') remove()
  }

  return (
    <li
      ref={cardRef}
      className={classes.card}
      data-hydrated={hydrated || undefined}
      data-project-id={item.id}
      onKeyDown={handleKeyDown}
    >
      <ProjectThumbnail url={item.thumbnailUrl} screenCount={item.screenCount} />
      <div className={classes.row}>
        {isRenaming ? (
          <InlineRename
            name={item.name}
            onRename={(name) => actions.rename(item, name)}
            onClose={(byKey) => {
              setIsRenaming(false)
              // The link is back only after the next render.
              if (byKey) requestAnimationFrame(() => linkRef.current?.focus())
            }}
          />
        ) : (
          <Link
            ref={linkRef}
            to={`/projects/${item.id}`}
            className={classes.name}
            translate="no"
            prefetch="none"
            aria-describedby={`about-${item.id}`}
          >
            {item.name}
          </Link>
        )}
        <StatusMark status={item.status} />
        {hydrated ? (
          <ProjectMenu
            item={item}
            onRename={() => setIsRenaming(true)}
            onDuplicate={() => actions.duplicate(item)}
            onDelete={remove}
          />
        ) : (
          <PlainProjectForms item={item} />
        )}
      </div>
      <p id={`about-${item.id}`} className={classes.about}>
        <TimeAgo atMs={item.updatedAtMs} prefix="Edited " />
        {item.loadError === undefined ? (
          <span className={classes.details}>{details}</span>
        ) : (
          <span className={classes.error}>{item.loadError}</span>
        )}
      </p>
    </li>
  )
})

function StatusMark({ status: { kind, words, href } }: { status: CardStatus }) {
  const shared = { className: classes.status, 'data-kind': kind, 'aria-label': words, title: words }
  return href === undefined ? (
    <span {...shared} role="img">
      <StatusIcon kind={kind} />
    </span>
  ) : (
    <Link {...shared} to={href}>
      <StatusIcon kind={kind} />
    </Link>
  )
}
