/** What this tab copied last, for browsers that do not let a page read the system's clipboard. */
let html: string | undefined

export const rememberCopied = (copied: string): void => {
  html = copied
}

export const recallCopied = (): string | undefined => html
