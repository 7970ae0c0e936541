import { Button } from '@mantine/core'
import { useEffect } from 'react'
import { Link, useLocation } from 'react-router'
import { getClient } from '#app/client/get-client.ts'
import { appNotices, type Notice, planShown } from '#app/client/platform/notices.ts'
import { useObservable } from '#app/observable/use-observable.ts'
import { NoticeBar } from '#app/ui/notice-bar.tsx'
import classes from './app-notices.module.css'

const none: readonly never[] = []

/** Notices of this device, or of the server's response to a form. */
export function AppNotices({ refusal }: { refusal?: string | undefined }) {
  const notices = useObservable(appNotices, none)
  const { pathname } = useLocation()
  useEffect(
    () => () => {
      for (const { id, path } of appNotices.get()) if (path === pathname) appNotices.dismiss(id)
    },
    [pathname],
  )
  const shown = planShown(notices, pathname)
  return (
    <>
      {refusal !== undefined && <NoticeBar tone="warning">{refusal}</NoticeBar>}
      {shown.map(({ id, tone, text, details = none, action }) => (
        <NoticeBar
          key={id}
          tone={tone}
          action={action && <NoticeAction action={action} />}
          onDismiss={() => appNotices.dismiss(id)}
        >
          {text}
          {details.length > 0 && <Details sentences={details} />}
        </NoticeBar>
      ))}
    </>
  )
}

function Details({ sentences }: { sentences: readonly string[] }) {
  return (
    <ul className={classes.details}>
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  )
}

function NoticeAction({ action }: { action: NonNullable<Notice['action']> }) {
  const { pathname } = useLocation()
  if (action.kind === 'sign-in') {
    return (
      <Button
        component={Link}
        to={`/sign-in?${new URLSearchParams({ redirectTo: pathname })}`}
        variant="default"
        size="xs"
      >
        Sign in
      </Button>
    )
  }
  if (action.kind === 'account') {
    return (
      <Button component={Link} to="/account" variant="default" size="xs">
        What is used
      </Button>
    )
  }
  if (action.kind === 'save-copy') {
    return (
      <Button variant="default" size="xs" onClick={() => void saveCopy()}>
        Save a copy
      </Button>
    )
  }
  return (
    <Button variant="default" size="xs" onClick={() => void reload()}>
      Reload
    </Button>
  )
}

async function saveCopy(): Promise<void> {
  const client = await getClient()
  await client.archives.export('unsynced')
}

async function reload(): Promise<void> {
  const client = await getClient()
  await client.reload()
}
