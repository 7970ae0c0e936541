/** The attribute that holds copied elements in HTML of the clipboard. */
export const mark = 'data-appframes-elements'

/** The elements in HTML of the clipboard, as they were written; `undefined`: it has none of this app. */
export const findCopied = (html: string): string | undefined =>
  new RegExp(`<div ${mark}="([^"]*)"`).exec(html)?.[1]
