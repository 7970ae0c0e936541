/** A tab of any browser, driven like a user: real pointers and keys. `evaluate` reads state inside the page. */
export interface Tab {
  goto(url: string): Promise<void>
  reload(): Promise<void>
  /** Runs in the page. Parameters and results are JSON; there is no closure. */
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
  /** Errors printed by its pages; empty for a browser that cannot report them. */
  errors(): readonly string[]
  close(): Promise<void>
}

const POLL_MS = 50
const TIMEOUT_MS = 30_000

/** Polls until the result is neither `undefined` nor `false`; the timeout error names the condition. */
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

/** The page has just been left: the next one is polled. */
function ignoreNavigation(error: unknown): undefined {
  if (/context was destroyed|Cannot find context|navigat|no such frame/i.test(String(error))) return undefined
  throw error
}
