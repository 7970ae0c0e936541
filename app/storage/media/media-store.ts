import type { MediaAsset, MediaStore } from '#app/sync/ports/project-store.ts'
import type { Connection } from '../database/connection.ts'
import { type PackBlob, packAsBlob, unpackBlob } from '../database/stored-blob.ts'
import { put, remove, writeAll } from '../database/transaction.ts'
import type { MediaFiles } from './blob-store.ts'
import { parseMediaRow } from './media-row.ts'

/**
 * Rows in IndexedDB, bytes in `files`. File first, then row; removal the other way round: whatever crashes in between,
 * a row never names a missing file.
 */
export function createMediaStoreOn(
  connection: Connection,
  files: MediaFiles,
  pack: PackBlob = packAsBlob,
): MediaStore {
  const findAsset: MediaStore['findAsset'] = async (mediaId) => {
    const raw = await connection.read(['mediaAssets'], (transaction) =>
      transaction.objectStore('mediaAssets').get(mediaId),
    )
    return raw === undefined ? undefined : parseMediaRow(raw)
  }

  const putRow = (asset: MediaAsset) =>
    connection.write(['mediaAssets'], (transaction) =>
      writeAll(transaction, [put('mediaAssets', { ...asset })]),
    )

  const update: MediaStore['update'] = (mediaId, change) =>
    connection.write(['mediaAssets'], async (transaction) => {
      const raw = await transaction.objectStore('mediaAssets').get(mediaId)
      const before = raw === undefined ? undefined : parseMediaRow(raw)
      const after = before === undefined ? undefined : change(before)
      await writeAll(transaction, after === undefined ? [] : [put('mediaAssets', { ...after })])
      return after ?? before
    })

  return {
    findAsset,
    putRow,
    update,
    async putFile(mediaId, file) {
      const asset = await findAsset(mediaId)
      if (asset === undefined) return false
      await files.write(asset.handleName, file)
      const kept = await update(mediaId, ({ isRemote: _isRemote, ...row }) => row)
      if (kept === undefined) await files.remove(asset.handleName)
      return kept !== undefined
    },
    async putThumbnail(mediaId, picture) {
      const row = { cloudId: mediaId, picture: await pack(picture) }
      await connection.write(['mediaThumbnails'], (transaction) =>
        writeAll(transaction, [put('mediaThumbnails', row)]),
      )
    },
    async removeFile(mediaId) {
      const asset = await update(mediaId, (row) => ({ ...row, isRemote: true }))
      if (asset !== undefined) await files.remove(asset.handleName)
    },
    async put(asset, file, thumbnail) {
      const existed = await files.has(asset.handleName)
      const picture = thumbnail === undefined ? undefined : await pack(thumbnail)
      await files.write(asset.handleName, file)
      try {
        await connection.write(['mediaAssets', 'mediaThumbnails'], async (transaction) => {
          await writeAll(transaction, [
            put('mediaAssets', { ...asset }),
            picture === undefined
              ? remove('mediaThumbnails', asset.cloudId)
              : put('mediaThumbnails', { cloudId: asset.cloudId, picture }),
          ])
        })
      } catch (error) {
        if (!existed) await files.remove(asset.handleName)
        throw error
      }
    },
    async findBySha256(sha256) {
      const rows = await connection.read(['mediaAssets'], (transaction) =>
        transaction.objectStore('mediaAssets').index('bySha256').getAll(sha256),
      )
      return pickCopy(rows.map(parseMediaRow))
    },
    async listAssets() {
      const rows = await connection.read(['mediaAssets'], (transaction) =>
        transaction.objectStore('mediaAssets').getAll(),
      )
      return rows.map(parseMediaRow)
    },
    async findFile(mediaId) {
      const asset = await findAsset(mediaId)
      if (asset === undefined) return undefined
      const file = await files.find(asset.handleName)
      // The file system does not store the type; the row does. No bytes are copied.
      return file === undefined ? undefined : new Blob([file], { type: asset.mimeType })
    },
    async findThumbnail(mediaId) {
      const row = await connection.read(['mediaThumbnails'], (transaction) =>
        transaction.objectStore('mediaThumbnails').get(mediaId),
      )
      return unpackBlob(row?.picture)
    },
    async remove(mediaId) {
      const asset = await findAsset(mediaId)
      if (asset === undefined) return
      await connection.write(['mediaAssets', 'mediaThumbnails'], async (transaction) => {
        await writeAll(transaction, [remove('mediaAssets', mediaId), remove('mediaThumbnails', mediaId)])
      })
      await files.remove(asset.handleName)
    },
    close: () => connection.close(),
  }
}

/** The asset to use among several with the same bytes. */
export function pickCopy(copies: readonly MediaAsset[]): MediaAsset | undefined {
  const alive = copies.filter(({ deletedAt }) => deletedAt === undefined)
  return alive.find(({ isRemote }) => !isRemote) ?? alive[0]
}
