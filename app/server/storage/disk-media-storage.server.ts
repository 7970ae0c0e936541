import { createReadStream } from 'node:fs'
import { access, constants, mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { claimFile, FOLDER_MODE, orMissing, writeWhole } from './disk-files.server.ts'
import { createDiskMultiparts } from './disk-multiparts.server.ts'
import { createDiskSigner, type DiskGrant, type UploadGrant } from './disk-signature.server.ts'
import type { MediaStorage, StoredObject } from './media-storage.server.ts'
import { removeLeftovers } from './prepare-disk-folder.server.ts'

/** Where signed addresses lead: the route app/routes/api/media/object.ts. */
const OBJECTS_PATH = '/api/media/objects/'
const SAFE_KEY = /^(?:[A-Za-z0-9_-]+\/)+[A-Za-z0-9_-][A-Za-z0-9._-]*$/

export type DiskMediaStorage = MediaStorage & {
  /** The permission of a signed address; undefined: none (any more). */
  findGrant(token: string): DiskGrant | undefined
  /** Bytes `start` to `end`, both included. */
  openRange(key: string, range: { start: number; end: number }): AsyncIterable<Uint8Array>
  /** @throws WrongSizeError. `gone`: the upload was aborted or completed. */
  receive(grant: UploadGrant, body: AsyncIterable<Uint8Array>): Promise<{ kind: 'stored' } | { kind: 'gone' }>
  /** Deletes the received bytes of an upload that is no longer expected. */
  forget(grant: UploadGrant): Promise<void>
  /** Removes half received files of killed servers. */
  removeLeftovers(): Promise<void>
}

export const isDiskMediaStorage = (storage: MediaStorage): storage is DiskMediaStorage =>
  'findGrant' in storage

/** Objects as files under `folder`. Addresses are signed with the servers' common secret and served by this server. */
export function createDiskMediaStorage(options: {
  folder: string
  secret: string
  now?: () => number
}): DiskMediaStorage {
  const { folder, now = Date.now } = options
  const objects = join(folder, 'objects')
  const temporaryFolder = join(folder, 'temporary')
  const signer = createDiskSigner(options.secret)
  const expireAfter = (seconds: number) => now() + seconds * 1000
  const sign = (grant: DiskGrant) => `${OBJECTS_PATH}${signer.sign(grant)}`

  const putObject = (key: string, body: AsyncIterable<Uint8Array>, sizeBytes?: number) =>
    writeWhole(toPath(objects, key), body, {
      temporaryFolder,
      ...(sizeBytes !== undefined && { sizeBytes }),
    })
  const { putPart, ...multiparts } = createDiskMultiparts({
    folder: join(folder, 'multiparts'),
    temporaryFolder,
    putObject,
  })

  return {
    ...multiparts,
    place: folder,
    publicOrigin: undefined,
    claim: (key) => claimFile(toPath(objects, key)),
    put: (key, body) => putObject(key, body),
    open: (key) => orMissing(() => openObject(toPath(objects, key))),
    head: (key) => orMissing(() => readHead(objects, toPath(objects, key))),
    delete: (key) => rm(toPath(objects, key), { force: true }),
    list: (prefix) => listObjects(objects, prefix),
    async signDownload(key, { mimeType, fileName, expiresInSeconds }) {
      return sign({ kind: 'download', key, mimeType, fileName, expiresAtMs: expireAfter(expiresInSeconds) })
    },
    async signUpload(key, { sizeBytes, expiresInSeconds }) {
      const grant: DiskGrant = { kind: 'upload', key, sizeBytes, expiresAtMs: expireAfter(expiresInSeconds) }
      return { url: sign(grant), headers: {} }
    },
    async signPart(upload, { number, sizeBytes, expiresInSeconds }) {
      const expiresAtMs = expireAfter(expiresInSeconds)
      return { url: sign({ kind: 'part', ...upload, number, sizeBytes, expiresAtMs }), headers: {} }
    },
    async check() {
      await mkdir(objects, { recursive: true, mode: FOLDER_MODE })
      await access(objects, constants.R_OK | constants.W_OK | constants.X_OK)
    },
    findGrant: (token) => signer.find(token, now()),
    openRange: (key, range) => createReadStream(toPath(objects, key), range),
    async receive(grant, body) {
      if (grant.kind === 'part') return { kind: (await putPart(grant, body)) ? 'stored' : 'gone' }
      await putObject(grant.key, body, grant.sizeBytes)
      return { kind: 'stored' }
    },
    removeLeftovers: () => removeLeftovers(temporaryFolder, now()),
    async forget(grant) {
      if (grant.kind === 'part') await multiparts.abortMultipart(grant)
      else await rm(toPath(objects, grant.key), { force: true })
    },
  }
}

/** Keys are made by this app from safe characters; anything else is a bug, never a path. */
function toPath(objects: string, key: string): string {
  if (!SAFE_KEY.test(key)) throw new Error(`Not a key of an object: ${JSON.stringify(key)}`)
  return join(objects, ...key.split('/'))
}

async function openObject(path: string) {
  const file = await open(path, 'r')
  try {
    return { sizeBytes: (await file.stat()).size, body: file.createReadStream() }
  } catch (error) {
    await file.close()
    throw error
  }
}

async function readHead(objects: string, path: string): Promise<StoredObject> {
  const { size, mtime } = await stat(path)
  return { key: relative(objects, path).split(sep).join('/'), sizeBytes: size, updatedAt: mtime }
}

async function* listObjects(objects: string, prefix: string): AsyncIterable<StoredObject> {
  const names = await orMissing(() => readdir(objects, { recursive: true, withFileTypes: true }))
  for (const entry of names ?? []) {
    const path = join(entry.parentPath, entry.name)
    const key = relative(objects, path).split(sep).join('/')
    if (!entry.isFile() || !key.startsWith(prefix)) continue
    const head = await orMissing(() => readHead(objects, path))
    if (head) yield head
  }
}
