import type { DrawingInput, DrawingReport } from './chromium-page.ts'

/** What the page fetches and sends, over a server on this machine alone. */
export type PageFiles = {
  readMedia(mediaId: string): Promise<{ bytes: Uint8Array; mimeType: string } | undefined>
  /** `index`: of the drawn files. */
  takeFile(index: number, bytes: Uint8Array): Promise<void>
}

export interface BrowserPage {
  draw(input: DrawingInput): Promise<DrawingReport>
  close(): Promise<void>
}

/** Starts a headless Chromium with the page of `chromium-page.ts`. Rejects with a sentence where there is none. */
export type OpenBrowserPage = (files: PageFiles) => Promise<BrowserPage>
