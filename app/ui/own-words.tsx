import type { ReactNode } from 'react'

/** What people wrote themselves: a browser that translates the page leaves it as it is. */
export function OwnWords({ children }: { children: ReactNode }) {
  return <span translate="no">{children}</span>
}

/** A sentence whose quoted names “…” stay as they are when a browser translates the page. */
export function markQuotedNames(sentence: string): ReactNode {
  return sentence.split(/(“[^”]*”)/).map((part, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence keep their places
    index % 2 === 1 ? <OwnWords key={index}>{part}</OwnWords> : part,
  )
}
