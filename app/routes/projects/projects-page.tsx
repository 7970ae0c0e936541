import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type ReactNode, useDeferredValue, useMemo, useRef, useState } from 'react'
import { Form } from 'react-router'
import { DropOverlay } from '#app/ui/drop-overlay.tsx'
import { ShortcutSheetOnKey } from '#app/ui/keyboard/shortcut-sheet-on-key.tsx'
import { SearchField } from '#app/ui/search-field.tsx'
import { useHydrated } from '#app/ui/use-hydrated.ts'
import { AppHeader, type AppHeaderProps } from '../shell/app-header.tsx'
import { FirstVisit } from './first-visit.tsx'
import { FirstVisitMark } from './first-visit-mark.tsx'
import { listKeys } from './list-keys.ts'
import { ListMenu } from './list-menu.tsx'
import type { ListMenuActions } from './list-menu-items.tsx'
import { NewProjectCard } from './new-project-card.tsx'
import { ProjectCard } from './project-card.tsx'
import { filterProjects, type ProjectCardItem, sortProjects } from './project-list.ts'
import classes from './projects-page.module.css'
import { SortSelect } from './sort-select.tsx'
import { TemplateChoice } from './template-choice.tsx'
import type { TemplateClient } from './template-client.ts'
import { useGrowingList } from './use-growing-list.tsx'
import { useProjectActions } from './use-project-actions.tsx'
import { useSortOrder } from './use-sort-order.ts'

/**
 * Everything that changes something posts to the route of this page with an `intent`:
 *
 * | intent | fields | expected |
 * |---|---|---|
 * | create | – | makes "Untitled project" and redirects to its editor |
 * | import-sample | – | makes a copy of the sample and redirects to its editor |
 * | rename | id, name | stays on the list |
 * | duplicate | id | stays on the list |
 * | delete | id | stays; without JavaScript the answer carries `justDeleted` |
 * | undelete | id | stays |
 *
 * With JavaScript all but the first two go through fetchers: the page shows what `items` says, so the route must hand
 * down new items when they change. A refusal is told through `notice`.
 */
export type ProjectsPageProps = Pick<AppHeaderProps, 'account' | 'status' | 'device'> &
  ListMenuActions & {
    items: readonly ProjectCardItem[]
    /** False while this device's own projects are not read yet (server render): no list is then called empty. */
    ready: boolean
    sampleOffered: boolean
    /** Absent until this device is open. */
    templates?: TemplateClient | undefined
    /** Captures were dropped: start a project with them and open it. */
    onDropFiles: (dropped: DataTransfer) => void
    /** NoticeBars for storage and failed actions. */
    notice?: ReactNode
    /** Without JavaScript there is no toast: the page offers to undo the last delete by this. */
    justDeleted?: { id: string; name: string } | undefined
  }

export function ProjectsPage(props: ProjectsPageProps) {
  const { items, ready, account, status, device, notice, justDeleted } = props
  const hydrated = useHydrated()
  const searchRef = useRef<HTMLInputElement>(null)
  const [query, setQuery] = useState('')
  const [sortOrder, setSortOrder] = useSortOrder()
  const { actions, announcement, applyPending } = useProjectActions()
  const deferredQuery = useDeferredValue(query)
  const present = applyPending(items)
  const shown = useMemo(
    () => sortProjects(filterProjects(present, deferredQuery), sortOrder),
    [present, deferredQuery, sortOrder],
  )
  const isEmpty = present.length === 0
  const { first, rest, more } = useGrowingList(shown)

  return (
    <div className={classes.page}>
      <AppHeader
        account={account}
        status={status}
        device={device}
        search={!isEmpty && <SearchField ref={searchRef} value={query} onChange={setQuery} />}
      />
      <ShortcutSheetOnKey table={listKeys} />
      {notice}
      {justDeleted && !hydrated && <PlainUndo {...justDeleted} />}
      {account === undefined && <SignInWithoutScripts />}
      {isEmpty ? (
        <EmptyList {...props} />
      ) : (
        <main className={classes.main}>
          <div className={classes.toolbar}>
            <h1 className={classes.title}>Projects</h1>
            <span className={classes.count}>{present.length}</span>
            <span className={classes.spring} />
            <SortSelect value={sortOrder} onChange={setSortOrder} />
            {props.templates && <TemplateChoice client={props.templates} isCompact />}
            <Form method="post" className={classes.newForm}>
              <Button
                type="submit"
                name="intent"
                value="create"
                className={classes.newButton}
                leftSection={<IconPlus size={16} stroke={2} />}
              >
                New project
              </Button>
            </Form>
            {hydrated && (
              <ListMenu onImport={props.onImport} onExportAll={props.onExportAll} onPick={props.onPick} />
            )}
          </div>
          {shown.length === 0 ? (
            <NothingFound
              query={deferredQuery}
              onClear={() => {
                setQuery('')
                searchRef.current?.focus()
              }}
            />
          ) : (
            <ul className={classes.grid} aria-label="Projects">
              {deferredQuery.trim() === '' && <NewProjectCard />}
              {first.map((item) => (
                <ProjectCard key={item.id} item={item} actions={actions} hydrated={hydrated} />
              ))}
              {hydrated && more}
            </ul>
          )}
          {!hydrated && rest.length > 0 && (
            <noscript>
              <ul className={classes.grid} aria-label="More projects">
                {rest.map((item) => (
                  <ProjectCard key={item.id} item={item} actions={actions} hydrated={false} />
                ))}
              </ul>
            </noscript>
          )}
        </main>
      )}
      <p className="ui-visually-hidden" role="status">
        {deferredQuery.trim() === '' ? '' : `${shown.length} of ${present.length} projects match.`}
      </p>
      <p className="ui-visually-hidden" role="status">
        {announcement}
      </p>
      {ready && (
        <DropOverlay
          onDropFiles={props.onDropFiles}
          text="Captures, folders or a ZIP of them: each capture gets its own screen, in a device frame. Or .appframes files, to import their projects."
        />
      )}
    </div>
  )
}

/**
 * Until the device has answered, users with scripts see outlines, on a first visit its page; users without see that and the sign-in link.
 */
function EmptyList({ ready, sampleOffered, onImport, onPick, templates }: ProjectsPageProps) {
  return (
    <>
      {!ready && <FirstVisitMark />}
      <div className={ready ? undefined : classes.unready}>
        <FirstVisit
          sampleOffered={sampleOffered}
          onImport={ready ? onImport : undefined}
          onPick={onPick}
          templates={templates}
        />
      </div>
      {!ready && (
        <main
          className={`${classes.main} ${classes.outlines}`}
          aria-busy="true"
          aria-label="Opening your projects"
        >
          <div className={classes.grid} aria-hidden="true">
            {['a', 'b', 'c', 'd'].map((key) => (
              <div key={key} className={classes.outline} />
            ))}
          </div>
        </main>
      )}
    </>
  )
}

function NothingFound({ query, onClear }: { query: string; onClear: () => void }) {
  return (
    <div className={classes.nothing}>
      <p>No project matches “{query.trim()}”.</p>
      <Button variant="default" onClick={onClear}>
        Clear search
      </Button>
    </div>
  )
}

function PlainUndo({ id, name }: { id: string; name: string }) {
  return (
    <Form method="post" className={classes.plainNotice}>
      <input type="hidden" name="id" value={id} />
      <span>
        Deleted “<span translate="no">{name}</span>”.
      </span>
      <Button type="submit" name="intent" value="undelete" variant="default" size="xs">
        Undo
      </Button>
    </Form>
  )
}

function SignInWithoutScripts() {
  return (
    <p className={`${classes.plainNotice} ${classes.onlyWithoutScripts}`}>
      JavaScript is off, so AppFrames cannot keep projects on this device. Sign in and they are kept in your
      account.
    </p>
  )
}
