import type { HttpCall, HttpRequest, HttpResponse } from './transport.ts'

/** A request that may carry or bring a file. */
export type FileRequest = HttpRequest & {
  content?: FileContent
  /** What a good response holds, in place of JSON. An error is always read as JSON. */
  expect?: 'blob'
  /** A signed address of the storage: carries nothing but what was signed, no session and no account. */
  isSigned?: true
  onProgress?: (bytes: number) => void
}

export type FileContent = { kind: 'form'; form: FormData } | { kind: 'blob'; blob: Blob }

export type FileResponse = HttpResponse & { blob?: Blob }

/** Any request; one with a file has no deadline: its `response` rejects when nothing moves for too long [F43]. */
export type FileTransport = (request: FileRequest) => HttpCall<FileResponse>
