import { Button } from '@mantine/core'
import { Link, useLocation } from 'react-router'
import { getClient } from '#app/client/get-client.ts'
import { appNotices, type Notice } from '#app/client/platform/notices.ts'
import { useObservable } from '#app/observable/use-observable.ts'
import { NoticeBar } from '#app/ui/notice-bar.tsx'

const none: readonly Notice[] = []

/** What this device, or the server's answer to a form, has to say. */
export function AppNotices({ refusal }: { refusal?: string | undefined }) {
  const notices = useObservable(appNotices, none)
  return (
    <>
      {refusal !== undefined && <NoticeBar tone="warning">{refusal}</NoticeBar>}
      {notices.map(({ id, tone, text, action }) => (
        <NoticeBar
          key={id}
          tone={tone}
          action={action && <NoticeAction action={action} />}
          onDismiss={() => appNotices.dismiss(id)}
        >
          {text}
        </NoticeBar>
      ))}
    </>
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
  return (
    <Button variant="default" size="xs" onClick={() => void reload()}>
      Reload
    </Button>
  )
}

async function reload(): Promise<void> {
  const client = await getClient()
  await client.reload()
}
