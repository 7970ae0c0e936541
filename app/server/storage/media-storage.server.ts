/** Where the bytes of pictures and videos are. Two drivers, one contract suite: tests/integration/setup. */
export type MediaStorage = {
  /** For the person at the terminal. */
  place: string
  /** The origin that pages must be allowed to reach for signed URLs; undefined: this server's own. */
  publicOrigin: string | undefined
  /** Whether the key is free, and from now on the caller's, which puts or deletes it. A bucket can only be read. */
  claim(key: string): Promise<boolean>
  /** Streams; a body that throws leaves nothing behind, and what was under the key before stays. */
  put(key: string, body: AsyncIterable<Uint8Array>, options: { mimeType: string }): Promise<void>
  open(key: string): Promise<OpenedObject | undefined>
  head(key: string): Promise<StoredObject | undefined>
  /** Deleting what is not there is no error. */
  delete(key: string): Promise<void>
  list(prefix: string): AsyncIterable<StoredObject>
  /** An address that anyone may read from until it expires. */
  signDownload(key: string, options: DownloadOptions): Promise<string>
  /** An address to PUT exactly `sizeBytes` bytes to. */
  signUpload(key: string, options: UploadOptions): Promise<SignedUpload>
  startMultipart(key: string, options: { mimeType: string }): Promise<string>
  /** As `signUpload`, for one part. Parts are numbered from 1; all but the last have the same size, at least 5 MiB. */
  signPart(upload: Multipart, part: UploadOptions & { number: number }): Promise<SignedUpload>
  /** The received parts, by number; undefined when there is no such upload (any more). */
  listParts(upload: Multipart): Promise<StoredPart[] | undefined>
  /** Assembles the received parts; `gone`: there is no such upload. */
  completeMultipart(upload: Multipart): Promise<{ kind: 'completed' } | { kind: 'gone' }>
  /** Aborting what is not there is no error. */
  abortMultipart(upload: Multipart): Promise<void>
  listMultiparts(): AsyncIterable<Multipart & { startedAt: Date }>
  /** @throws when the storage cannot be reached or written to. */
  check(): Promise<void>
}

export type StoredObject = { key: string; sizeBytes: number; updatedAt: Date }
export type StoredPart = { number: number; sizeBytes: number }
export type Multipart = { key: string; uploadId: string }

export type OpenedObject = { sizeBytes: number; body: AsyncIterable<Uint8Array> }

export type DownloadOptions = { mimeType: string; fileName: string; expiresInSeconds: number }
export type UploadOptions = { sizeBytes: number; expiresInSeconds: number }
export type SignedUpload = { url: string; headers: Record<string, string> }

/** Parts of a multipart upload, direct or through the server. */
export const PART_BYTES = 8 * 1024 * 1024
