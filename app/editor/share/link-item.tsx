import { Button } from '@mantine/core'
import { useState } from 'react'
import { nameLocale } from '#app/document/model/name-locale.ts'
import { describeSize } from '#app/export/plan-export.ts'
import type { ReviewLink } from '../ports/reviews.ts'
import classes from './share.module.css'
import { copyText } from './use-share.ts'

type LinkItemProps = {
  link: ReviewLink
  /** Absent: it is closed already. Resolves when the server was asked. */
  onRevoke?: () => Promise<boolean>
}

export function LinkItem({ link, onRevoke }: LinkItemProps) {
  const [isCopied, setIsCopied] = useState(false)
  const [isAsking, setIsAsking] = useState(false)
  const { url } = link
  return (
    <li className={classes.link} data-state={link.state}>
      <p className={classes.linkTitle}>{describeShown(link)}</p>
      <p className={classes.detail}>{describeState(link)}</p>
      {onRevoke && url !== undefined && (
        <input
          className={classes.address}
          aria-label="Address of the link"
          readOnly
          value={url}
          onFocus={(event) => event.currentTarget.select()}
        />
      )}
      {onRevoke && (
        <div className={classes.buttons}>
          {url !== undefined && (
            <Button
              size="compact-xs"
              variant="default"
              onClick={async () => setIsCopied(await copyText(url))}
              onBlur={() => setIsCopied(false)}
            >
              {isCopied ? 'Copied' : 'Copy link'}
            </Button>
          )}
          {url !== undefined && (
            <Button
              size="compact-xs"
              variant="default"
              component="a"
              href={url}
              target="_blank"
              rel="noreferrer"
            >
              Open
            </Button>
          )}
          <Button
            size="compact-xs"
            variant="subtle"
            color="red"
            onClick={() => (isAsking ? void onRevoke() : setIsAsking(true))}
            onBlur={() => setIsAsking(false)}
          >
            {isAsking ? 'Close it for good?' : 'Revoke'}
          </Button>
        </div>
      )}
    </li>
  )
}

function describeShown({ canvasSizeIds, locales }: ReviewLink): string {
  const sizes = canvasSizeIds?.map((id) => describeSize(id)).join(', ') ?? 'All sizes'
  const languages = locales?.map((id) => nameLocale(id)).join(', ') ?? 'all languages'
  return `${sizes} · ${languages}`
}

function describeState({ state, expiresAt, hasPassword, comments }: ReviewLink): string {
  const date = new Date(expiresAt).toLocaleDateString(undefined, { dateStyle: 'long' })
  const until = { open: `Works until ${date}`, expired: `Its time was over on ${date}`, revoked: 'Revoked' }[
    state
  ]
  const count = comments.length === 1 ? '1 comment' : `${comments.length} comments`
  return [until, ...(hasPassword ? ['with a password'] : []), count].join(' · ')
}
