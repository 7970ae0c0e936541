/** A tab of any make, driven as a person does: real pointers and keys. What only a page can tell is asked by `evaluate`. */
export interface Tab {
  goto(url: string): Promise<void>
  reload(): Promise<void>
  /** Runs in the page. What goes in and out is JSON; nothing of the surroundings comes along. */
  evaluate<Args extends readonly unknown[], Result>(
    run: (...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result>
  /** Waits until the XPath matches something that is shown, and clicks its middle. */
  click(xpath: string): Promise<void>
  press(key: 'Enter' | 'Escape'): Promise<void>
  /** Into the field that has the focus. */
  type(text: string): Promise<void>
  /** Control and A, then Delete, in the field that has the focus. */
  clearField(): Promise<void>
  setFiles(xpath: string, paths: readonly string[]): Promise<void>
  takeScreenshot(): Promise<Buffer>
  close(): Promise<void>
}

export type Make = 'Chromium' | 'Firefox' | 'WebKitGTK'

/** A browser with a profile of its own, thrown away at the end. */
export interface OpenedBrowser {
  make: Make
  openTab(): Promise<Tab>
  /** Where it puts downloads. */
  downloadFolder: string
  /** What its pages printed as errors; a make that cannot tell has none. */
  errors(): readonly string[]
  close(): Promise<void>
}

const POLL_MS = 50
const TIMEOUT_MS = 30_000

/** Asks until the answer is neither `undefined` nor `false`; names what was waited for otherwise. */
export async function waitFor<Value>(
  what: string,
  find: () => Promise<Value | undefined | false> | Value | undefined | false,
  timeoutMs = TIMEOUT_MS,
): Promise<Value> {
  const deadlineMs = Date.now() + timeoutMs
  for (;;) {
    const value = await Promise.resolve(find()).catch(ignoreNavigation)
    if (value !== undefined && value !== false) return value
    if (Date.now() > deadlineMs) throw new Error(`Waited ${timeoutMs / 1000} s in vain for ${what}.`)
    await new Promise((resume) => setTimeout(resume, POLL_MS))
  }
}

/** The page that was asked has just been left: the next one is asked. */
function ignoreNavigation(error: unknown): undefined {
  if (/context was destroyed|Cannot find context|navigat|no such frame/i.test(String(error))) return undefined
  throw error
}
