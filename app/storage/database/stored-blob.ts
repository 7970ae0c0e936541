/** A file as stored in a row. */
export type StoredBlob = Blob | { readonly bytes: ArrayBuffer; readonly type: string }

export type PackBlob = (blob: Blob) => Promise<StoredBlob>

export const packAsBlob: PackBlob = async (blob) => blob

/** For WebKit's private windows, which store no Blobs and abort the transaction, but store bytes. */
export const packAsBytes: PackBlob = async (blob) => ({ bytes: await blob.arrayBuffer(), type: blob.type })

/** Reads either; `undefined` for missing or damaged ones. */
export function unpackBlob(stored: unknown): Blob | undefined {
  if (stored instanceof Blob) return stored
  if (typeof stored !== 'object' || stored === null || !('bytes' in stored)) return undefined
  const type = 'type' in stored && typeof stored.type === 'string' ? stored.type : ''
  return stored.bytes instanceof ArrayBuffer ? new Blob([stored.bytes], { type }) : undefined
}
